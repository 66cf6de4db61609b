-- What the view needs once homes move. Everything here can be made again from the log.
-- Valid on MySQL 8.4 and MariaDB 10.11; tried on MariaDB only.

-- Per shard, each of its openings.
CREATE TABLE shard_opening_history (
    shard           SMALLINT NOT NULL,
    epoch           BIGINT NOT NULL,
    predecessor     BIGINT NOT NULL,
    site            VARCHAR(32) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    incarnation     BIGINT NOT NULL,
    stream_offset   BIGINT NOT NULL,
    -- How much of each stream it inherits, in their order: canada#1=4711 hongkong#2=17
    vector          TEXT CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    PRIMARY KEY (shard, epoch)
) ENGINE = InnoDB;

-- No home had moved before there was a history: each shard has had one opening, which inherits
-- nothing.
INSERT INTO shard_opening_history
    (shard, epoch, predecessor, site, incarnation, stream_offset, vector)
    SELECT shard, epoch, predecessor, site, incarnation, stream_offset, '' FROM shard_opening;

-- Where this site's log has the message. Those that were there before stand in front of all later
-- ones, in the order that they had.
ALTER TABLE undelivered ADD COLUMN position BIGINT NOT NULL DEFAULT 0;
