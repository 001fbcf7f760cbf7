//! What a file's bytes were when they were read.

/// The length and a hash of a file's bytes, by which a compiler knows whether it sees the file that the build script
/// read.
///
/// It is made for accidents and not against attacks: a file that is saved again while the build is under way has
/// another fingerprint. It can be computed at compile time, a word of eight bytes at a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fingerprint {
    length: usize,
    hash: u64,
}

impl Fingerprint {
    /// A fingerprint that was taken at build time.
    #[doc(hidden)]
    #[must_use]
    pub const fn new(length: usize, hash: u64) -> Self {
        Self { length, hash }
    }

    /// The fingerprint of these bytes.
    #[must_use]
    pub const fn of(bytes: &[u8]) -> Self {
        let mut hash = Self::mix(0xcbf2_9ce4_8422_2325, bytes.len() as u64);
        let mut rest = bytes;
        while let Some((word, behind)) = rest.split_first_chunk() {
            hash = Self::mix(hash, u64::from_le_bytes(*word));
            rest = behind;
        }
        while let Some((byte, behind)) = rest.split_first() {
            hash = Self::mix(hash, *byte as u64);
            rest = behind;
        }
        Self { length: bytes.len(), hash }
    }

    /// Whether these are the bytes that it was taken of.
    #[must_use]
    pub const fn is_of(&self, bytes: &[u8]) -> bool {
        let found = Self::of(bytes);
        found.length == self.length && found.hash == self.hash
    }

    /// How many bytes there were.
    #[must_use]
    pub const fn length(&self) -> usize {
        self.length
    }

    /// The hash over them.
    #[must_use]
    pub const fn hash(&self) -> u64 {
        self.hash
    }

    /// One step of FNV-1a over words, with the upper half folded back so that each bit reaches the low ones.
    const fn mix(hash: u64, word: u64) -> u64 {
        let product = (hash ^ word).wrapping_mul(0x0000_0100_0000_01b3);
        product ^ (product >> 32)
    }
}

#[cfg(test)]
mod tests {
    use super::Fingerprint;
    use proptest::prelude::*;

    #[test]
    fn it_can_be_taken_by_the_compiler() {
        const TAKEN: Fingerprint = Fingerprint::of(b"pub async fn migrate() {}");
        assert_eq!(TAKEN, Fingerprint::of(b"pub async fn migrate() {}"));
        assert!(TAKEN.is_of(b"pub async fn migrate() {}"));
        assert!(!TAKEN.is_of(b"pub async fn migrate() { }"));
    }

    proptest! {
        #[test]
        fn a_changed_byte_changes_it(bytes: Vec<u8>, place: prop::sample::Index, change in 1_u8..) {
            let taken = Fingerprint::of(&bytes);
            prop_assert!(taken.is_of(&bytes));
            let mut longer = bytes.clone();
            longer.push(0);
            prop_assert!(!taken.is_of(&longer));
            if !bytes.is_empty() {
                let mut changed = bytes.clone();
                changed[place.index(bytes.len())] ^= change;
                prop_assert!(!taken.is_of(&changed));
            }
        }
    }
}
