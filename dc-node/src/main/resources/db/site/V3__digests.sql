-- What is compared between views, and what is built again from the log (ADR 0016). Everything here
-- can be made again from the log.
-- Valid on MySQL 8.4 and MariaDB 10.11; tried on MariaDB only.

-- Inboxes by shard: the low 12 bits of an account are its shard.
ALTER TABLE inbox ADD COLUMN shard SMALLINT AS (account & 4095) VIRTUAL;
ALTER TABLE inbox ADD KEY inbox_shard (shard);

-- Per shard: three sums over its rows, each a number below 2^256, and its last entry with effect.
-- No row stands for a shard without any.
CREATE TABLE shard_digest (
    shard           SMALLINT NOT NULL PRIMARY KEY,
    accounts        BINARY(32) NOT NULL,
    messages        BINARY(32) NOT NULL,
    inboxes         BINARY(32) NOT NULL,
    site            VARCHAR(32) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    incarnation     BIGINT NOT NULL,
    stream_offset   BIGINT NOT NULL
) ENGINE = InnoDB;

-- What this view held in front of the opening (NULL while the shard is built again), whether its
-- rows were compared with its sums since, and whether it was built again since.
ALTER TABLE shard_opening_history
    ADD COLUMN digest BIGINT,
    ADD COLUMN checked TINYINT NOT NULL DEFAULT 0,
    ADD COLUMN rebuilt TINYINT NOT NULL DEFAULT 0;

-- Per shard, what the site said last that opened it.
CREATE TABLE shard_statement (
    shard           SMALLINT NOT NULL PRIMARY KEY,
    epoch           BIGINT NOT NULL,
    digest          BIGINT NOT NULL
) ENGINE = InnoDB;

-- Shards that are built again from the log, and up to which position they are. NULL: their rows are
-- to be deleted first.
CREATE TABLE shard_reseed (
    shard           SMALLINT NOT NULL PRIMARY KEY,
    reason          VARCHAR(200) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
    replayed        BIGINT
) ENGINE = InnoDB;

-- A view from before has no sums.
INSERT INTO shard_reseed (shard, reason) SELECT shard, 'no sums were kept' FROM shard_opening;
