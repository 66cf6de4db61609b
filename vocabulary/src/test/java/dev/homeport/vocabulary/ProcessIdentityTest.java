package dev.homeport.vocabulary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProcessIdentityTest {

    private static final FleetId FLEET = FleetId.parse("6f0f6f1e-5a4f-4c39-8d4e-0b7e7f6c2a11");
    private static final SiteId SHANGHAI = new SiteId("shanghai");
    private static final ProcessIdentity WITNESS =
            ProcessIdentity.of(FLEET, SHANGHAI, "witness", 3);

    @Test
    void identityReadsBackFromItsUri() {
        assertThat(WITNESS)
                .hasToString("homeport://6f0f6f1e-5a4f-4c39-8d4e-0b7e7f6c2a11/shanghai/witness/3");
        assertThat(ProcessIdentity.parse(WITNESS.toString())).isEqualTo(WITNESS);

        var router = ProcessIdentity.outside(FLEET, "router", 1);
        assertThat(ProcessIdentity.parse(router.toString())).isEqualTo(router);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "homeport://",
                "https://6f0f6f1e-5a4f-4c39-8d4e-0b7e7f6c2a11/shanghai/witness/3",
                "homeport://6f0f6f1e-5a4f-4c39-8d4e-0b7e7f6c2a11/shanghai/witness",
                "homeport://6f0f6f1e-5a4f-4c39-8d4e-0b7e7f6c2a11/shanghai/witness/3/",
                "homeport://6f0f6f1e-5a4f-4c39-8d4e-0b7e7f6c2a11/shanghai/witness/03",
                "homeport://6f0f6f1e-5a4f-4c39-8d4e-0b7e7f6c2a11/shanghai/witness/0",
                "homeport://6f0f6f1e-5a4f-4c39-8d4e-0b7e7f6c2a11/Shanghai/witness/3",
                "homeport://6f0f6f1e-5a4f-4c39-8d4e-0b7e7f6c2a11//witness/3",
                "homeport://fleet/shanghai/witness/3",
                "homeport://6f0f6f1e-5a4f-4c39-8d4e-0b7e7f6c2a11/shanghai/log+/3",
                "homeport://6f0f6f1e-5a4f-4c39-8d4e-0b7e7f6c2a11/shanghai/WITNESS/3"
            })
    void malformedIdentityIsRefused(String uri) {
        assertThatThrownBy(() -> ProcessIdentity.parse(uri))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void processOfSeveralRolesHasEach() {
        var both = ProcessIdentity.of(FLEET, SHANGHAI, "log+witness", 3);

        assertThat(both.roles()).containsExactlyInAnyOrder("log", "witness");
        assertThat(ProcessIdentity.parse(both.toString())).isEqualTo(both);
    }
}
