fn main() {
    schemalane_build::compile("migrations");
}
