//! What is known of PostgreSQL's own functions, by their names or by those of their code.
//!
//! `tests/postgres` calls every strict one with many arguments that are not null, and fails where one gives null that is
//! not listed here.

/// Strict functions that give null for arguments that are not null; by the names of their code, because `lower` of a
/// text never does, and `lower` of a range does.
pub(super) const STRICT_WITH_NULL: &[&str] = &[
    // Arrays without elements, or without such a dimension.
    "array_dims",
    "array_length",
    "array_lower",
    "array_ndims",
    "array_upper",
    // Shapes that do not touch, have no inside, or are not closed.
    "box_intersect",
    "close_lseg",
    "close_ls",
    "close_pb",
    "close_pl",
    "close_ps",
    "close_sb",
    "close_sl",
    "close_lb",
    "dist_pathp",
    "line_interpt",
    "lseg_interpt",
    "path_add",
    "path_area",
    "path_center",
    "path_distance",
    "poly_distance",
    // Times that have no end, and texts without a format.
    "date_part",
    "extract_date",
    "extract_interval",
    "extract_timestamp",
    "extract_timestamptz",
    "interval_part",
    "interval_to_char",
    "numeric_to_number",
    "timestamp_part",
    "timestamp_time",
    "timestamp_to_char",
    "timestamptz_part",
    "timestamptz_time",
    "timestamptz_timetz",
    "timestamptz_to_char",
    // Numbers that are none.
    "numeric_min_scale",
    "numeric_scale",
    // Texts that do not match.
    "regexp_match",
    "regexp_match_no_flags",
    "regexp_substr",
    "regexp_substr_no_flags",
    "regexp_substr_no_n",
    "regexp_substr_no_start",
    "regexp_substr_no_subexpr",
    "substring",
    "textregexsubstr",
    "ts_lexize",
    "dsnowball_lexize",
    "dsimple_lexize",
    "dispell_lexize",
    "dsynonym_lexize",
    "thesaurus_lexize",
    // JSON that has no such part.
    "json_array_element",
    "json_array_element_text",
    "json_extract_path",
    "json_extract_path_text",
    "json_object_field",
    "json_object_field_text",
    "json_to_record",
    "jsonb_array_element",
    "jsonb_array_element_text",
    "jsonb_extract_path",
    "jsonb_extract_path_text",
    "jsonb_object_field",
    "jsonb_object_field_text",
    "jsonb_path_exists",
    "jsonb_path_exists_opr",
    "jsonb_path_exists_tz",
    "jsonb_path_match",
    "jsonb_path_match_opr",
    "jsonb_path_match_tz",
    "jsonb_path_query_first",
    "jsonb_path_query_first_tz",
    "jsonb_to_record",
    // From PostgreSQL 18 on JSON's null is one of SQL where it is cast.
    "jsonb_bool",
    "jsonb_float4",
    "jsonb_float8",
    "jsonb_int2",
    "jsonb_int4",
    "jsonb_int8",
    "jsonb_numeric",
    // Ranges without an end.
    "multirange_lower",
    "multirange_upper",
    "range_lower",
    "range_upper",
    // What aggregates end with.
    "bool_alltrue",
    "bool_anytrue",
    "float8_avg",
    "float8_corr",
    "float8_covar_pop",
    "float8_covar_samp",
    "float8_regr_avgx",
    "float8_regr_avgy",
    "float8_regr_intercept",
    "float8_regr_r2",
    "float8_regr_slope",
    "float8_regr_sxx",
    "float8_regr_sxy",
    "float8_regr_syy",
    "float8_stddev_pop",
    "float8_stddev_samp",
    "float8_var_pop",
    "float8_var_samp",
    "int2int4_sum",
    "int8_avg",
    "interval_avg",
    // What is not there, or not set.
    "col_description",
    "current_schema",
    "icu_unicode_version",
    "obj_description",
    "shobj_description",
    "show_config_by_name_missing_ok",
    "system_user",
    "uuid_extract_timestamp",
    "uuid_extract_version",
];

/// Functions with such names look things up that may not be there.
pub(super) const ADMINISTRATIVE: &[&str] = &["pg_", "has_", "to_reg", "txid_", "binary_upgrade_"];

/// Those of them that always find something, or fail.
pub(super) const ADMINISTRATIVE_WITHOUT_NULL: &[&str] = &[
    "pg_advisory_lock",
    "pg_advisory_lock_shared",
    "pg_advisory_unlock",
    "pg_advisory_unlock_all",
    "pg_advisory_unlock_shared",
    "pg_advisory_xact_lock",
    "pg_advisory_xact_lock_shared",
    "pg_backend_pid",
    "pg_client_encoding",
    "pg_column_size",
    "pg_current_snapshot",
    "pg_current_xact_id",
    "pg_is_in_recovery",
    "pg_notify",
    "pg_postmaster_start_time",
    "pg_size_bytes",
    "pg_size_pretty",
    "pg_sleep",
    "pg_try_advisory_lock",
    "pg_try_advisory_lock_shared",
    "pg_try_advisory_xact_lock",
    "pg_try_advisory_xact_lock_shared",
    "txid_current",
    "txid_current_snapshot",
];

/// Functions that are not strict, and never give null.
pub(super) const NEVER: &[&str] = &[
    "array_append",
    "array_fill",
    "array_prepend",
    "concat",
    "daterange",
    "enum_first",
    "enum_last",
    "enum_range",
    "int4range",
    "int8range",
    "json_build_array",
    "json_build_object",
    "jsonb_build_array",
    "jsonb_build_object",
    "num_nonnulls",
    "num_nulls",
    "numrange",
    "pg_typeof",
    "quote_nullable",
    "tsrange",
    "tstzrange",
];

/// Functions that are null only where all arguments are.
pub(super) const ANY: &[&str] = &["array_cat"];

/// The fields of a time that one without an end has as well.
pub(super) const ENDLESS_FIELDS: &[&str] =
    &["century", "decade", "epoch", "isoyear", "julian", "millennium", "year"];

/// Functions that take a field of a time; by the names of their code.
pub(super) const FIELDS: &[&str] = &[
    "extract_date",
    "extract_interval",
    "extract_timestamp",
    "extract_timestamptz",
    "interval_part",
    "timestamp_part",
    "timestamptz_part",
];

/// Functions that are not strict, and give null where one of so many arguments from the first is null, and nowhere else.
pub(in super::super) const FIRST_ARGUMENTS: &[(&str, usize)] = &[
    ("array_positions", 1),
    ("array_remove", 1),
    ("array_replace", 1),
    ("array_to_string", 2),
    ("concat_ws", 1),
    ("format", 1),
    ("string_to_array", 1),
];

/// Aggregates that are never null, of no rows neither.
pub(super) const AGGREGATES_NEVER: &[&str] =
    &["count", "regr_count", "rank", "dense_rank", "percent_rank", "cume_dist"];

/// Aggregates that are null of no rows alone.
pub(super) const AGGREGATES_TOTAL: &[&str] = &[
    "array_agg",
    "json_agg",
    "json_agg_strict",
    "json_object_agg",
    "json_object_agg_strict",
    "json_object_agg_unique",
    "json_object_agg_unique_strict",
    "jsonb_agg",
    "jsonb_agg_strict",
    "jsonb_object_agg",
    "jsonb_object_agg_strict",
    "jsonb_object_agg_unique",
    "jsonb_object_agg_unique_strict",
];

/// Aggregates that are null of no rows, and of nulls alone.
pub(super) const AGGREGATES_EXACT: &[&str] = &[
    "any_value",
    "avg",
    "bit_and",
    "bit_or",
    "bit_xor",
    "bool_and",
    "bool_or",
    "covar_pop",
    "every",
    "max",
    "min",
    "mode",
    "percentile_cont",
    "percentile_disc",
    "range_agg",
    "range_intersect_agg",
    "regr_avgx",
    "regr_avgy",
    "regr_sxx",
    "regr_sxy",
    "regr_syy",
    "stddev_pop",
    "string_agg",
    "sum",
    "var_pop",
    "xmlagg",
];

/// Functions that give rows, none of whose columns is null; by the names of their code.
pub(super) const ROWS_ALL: &[&str] = &[
    "generate_series_int4",
    "generate_series_int8",
    "generate_series_numeric",
    "generate_series_step_int4",
    "generate_series_step_int8",
    "generate_series_step_numeric",
    "generate_series_timestamp",
    "generate_series_timestamptz",
    "generate_series_timestamptz_at_zone",
    "generate_subscripts",
    "generate_subscripts_nodir",
    "json_array_elements",
    "json_each",
    "json_object_keys",
    "jsonb_array_elements",
    "jsonb_each",
    "jsonb_object_keys",
    "jsonb_path_query",
    "jsonb_path_query_tz",
    "regexp_matches",
    "regexp_matches_no_flags",
    "regexp_split_to_table",
    "regexp_split_to_table_no_flags",
    "text_to_table",
];

/// Functions that give rows whose first column is not null; by the names of their code.
pub(super) const ROWS_FIRST: &[&str] = &["json_each_text", "jsonb_each_text"];

/// Volatile functions that write nothing, lock nothing, and mean the same on a replica.
pub(super) const VOLATILE_WITHOUT_WRITING: &[&str] = &[
    "array_sample",
    "array_shuffle",
    "clock_timestamp",
    "gen_random_uuid",
    "pg_database_size",
    "pg_indexes_size",
    "pg_is_in_recovery",
    "pg_relation_size",
    "pg_table_size",
    "pg_total_relation_size",
    "random",
    "random_normal",
    "timeofday",
    "uuidv4",
    "uuidv7",
];

/// Functions that are not volatile, and write all the same: they take a number for the transaction.
pub(super) const WRITES: &[&str] = &["pg_current_xact_id", "txid_current"];
