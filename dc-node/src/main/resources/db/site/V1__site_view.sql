-- The view that a site derives from its log. Everything here can be made again from the log.
-- Valid on MySQL 8.4 and MariaDB 10.11; tried on MariaDB only.
-- Times are milliseconds since 1970-01-01 UTC as the home stated them. Ids of entries are 16 bytes.

-- How far the view is applied. One row, locked by whoever applies a batch.
CREATE TABLE view_cursor (
    id              TINYINT NOT NULL PRIMARY KEY,
    log             VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    position        BIGINT NOT NULL
) ENGINE = InnoDB;

-- Per stream, how far it is applied.
CREATE TABLE stream_cursor (
    site            VARCHAR(32) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    incarnation     BIGINT NOT NULL,
    stream_offset   BIGINT NOT NULL,
    PRIMARY KEY (site, incarnation)
) ENGINE = InnoDB;

-- Per shard, its latest opening.
CREATE TABLE shard_opening (
    shard           SMALLINT NOT NULL PRIMARY KEY,
    epoch           BIGINT NOT NULL,
    predecessor     BIGINT NOT NULL,
    site            VARCHAR(32) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    incarnation     BIGINT NOT NULL,
    stream_offset   BIGINT NOT NULL
) ENGINE = InnoDB;

-- That a handle has one owner is the coordinator's promise; the view shows what the log says.
CREATE TABLE account (
    id              BIGINT NOT NULL PRIMARY KEY,
    shard           SMALLINT NOT NULL,
    epoch           BIGINT NOT NULL,
    handle          VARCHAR(32) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    registered_at   BIGINT NOT NULL,
    KEY account_handle (handle),
    KEY account_shard (shard)
) ENGINE = InnoDB;

CREATE TABLE message (
    id              BINARY(16) NOT NULL PRIMARY KEY,
    shard           SMALLINT NOT NULL,
    epoch           BIGINT NOT NULL,
    sender          BIGINT NOT NULL,
    recipient       BIGINT NOT NULL,
    body            TEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
    sent_at         BIGINT NOT NULL,
    KEY message_shard (shard)
) ENGINE = InnoDB;

-- Messages sent and not yet delivered, by the shard of the recipient.
CREATE TABLE undelivered (
    recipient_shard SMALLINT NOT NULL,
    message         BINARY(16) NOT NULL,
    recipient       BIGINT NOT NULL,
    site            VARCHAR(32) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    incarnation     BIGINT NOT NULL,
    stream_offset   BIGINT NOT NULL,
    PRIMARY KEY (recipient_shard, message)
) ENGINE = InnoDB;

-- Inboxes. The number of a place is decided by the order of deliveries in the recipient's shard.
CREATE TABLE inbox (
    account         BIGINT NOT NULL,
    epoch           BIGINT NOT NULL,
    n               BIGINT NOT NULL,
    message         BINARY(16) NOT NULL,
    PRIMARY KEY (account, epoch, n),
    UNIQUE KEY inbox_message (account, message)
) ENGINE = InnoDB;

INSERT INTO view_cursor (id, log, position) VALUES (1, '', 0);
