package dev.homeport.dcnode.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.dcnode.entry.Handle;
import dev.homeport.dcnode.entry.RequestId;
import dev.homeport.dcnode.fixture.TestSite;
import dev.homeport.dcnode.logic.account.Registration;
import dev.homeport.vocabulary.ErrorCode;
import org.junit.jupiter.api.Test;

class NoCoordinatorTest {

    @Test
    void aSiteWithoutACoordinatorRegistersNobodyAndSaysWhenToAskAgain() {
        var site = new TestSite();
        var coordinator = new NoCoordinator();
        var registration = new Registration(site, coordinator, coordinator, site.appender());

        var result =
                TestSite.now(registration.register(new RequestId("r"), new Handle("alice.new")));

        assertThat(result)
                .isInstanceOfSatisfying(
                        Registration.Result.Refused.class,
                        refused -> {
                            assertThat(refused.refusal().code()).isEqualTo(ErrorCode.UNAVAILABLE);
                            assertThat(refused.refusal().retryAfter()).isPositive();
                        });
        assertThat(site.facts()).isEmpty();
    }
}
