package dev.homeport.architecture.wrong.dcnode.core;

import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Date;
import java.util.function.Supplier;

class ReadsClocks {

    long nanos() {
        return System.nanoTime();
    }

    long millis() {
        return System.currentTimeMillis();
    }

    Instant instant() {
        return Instant.now();
    }

    Supplier<ZonedDateTime> reference() {
        return ZonedDateTime::now;
    }

    LocalDate inAZone(ZoneId zone) {
        return LocalDate.now(zone);
    }

    Clock systemClock() {
        return Clock.systemUTC();
    }

    Clock ticks(ZoneId zone) {
        return Clock.tickSeconds(zone);
    }

    InstantSource systemSource() {
        return InstantSource.system();
    }

    @SuppressWarnings("JavaUtilDate")
    Date date() {
        return new Date();
    }

    void pause() throws InterruptedException {
        Thread.sleep(1);
    }
}
