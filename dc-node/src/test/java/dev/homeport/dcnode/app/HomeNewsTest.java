package dev.homeport.dcnode.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.dcnode.home.Tables;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class HomeNewsTest {

    private long nowMillis;
    private final HomeNews news = new HomeNews(() -> Tables.at(nowMillis));

    @Test
    void everyListenerIsTold() {
        var told = new AtomicInteger();
        news.onChange(told::incrementAndGet);
        news.onChange(told::incrementAndGet);

        news.changed();

        assertThat(told).hasValue(2);
    }

    @Test
    void aLeaseIsAskedForSoonWhileHomesAreNew() {
        assertThat(news.leaseRetry()).isEqualTo(Duration.ofMillis(500));

        nowMillis = 10_000;
        news.changed();
        assertThat(news.leaseRetry()).isEqualTo(Duration.ofMillis(100));
        nowMillis = 11_999;
        assertThat(news.leaseRetry()).isEqualTo(Duration.ofMillis(100));
        nowMillis = 12_000;
        assertThat(news.leaseRetry()).isEqualTo(Duration.ofMillis(500));
    }
}
