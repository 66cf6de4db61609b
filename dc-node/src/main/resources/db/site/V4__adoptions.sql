-- What no home had inherited, and how it ended (ADR 0019): one row for each entry that was adopted,
-- the same at every site but for the position.
-- Valid on MySQL 8.4 and MariaDB 10.11; tried on MariaDB only.
CREATE TABLE adoption (
    -- Where it stood first, and at which epoch.
    site            VARCHAR(32) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    incarnation     BIGINT NOT NULL,
    stream_offset   BIGINT NOT NULL,
    original_epoch  BIGINT NOT NULL,
    kind            VARCHAR(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    outcome         VARCHAR(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    -- The adoption, and where this site's log has it.
    home            VARCHAR(32) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    home_incarnation BIGINT NOT NULL,
    home_offset     BIGINT NOT NULL,
    epoch           BIGINT NOT NULL,
    position        BIGINT NOT NULL,
    PRIMARY KEY (site, incarnation, stream_offset),
    KEY adoption_position (position)
) ENGINE = InnoDB;
