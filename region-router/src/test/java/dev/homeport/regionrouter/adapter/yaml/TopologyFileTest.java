package dev.homeport.regionrouter.adapter.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.homeport.vocabulary.SiteId;
import org.junit.jupiter.api.Test;

class TopologyFileTest {

    private static final SiteId CANADA = new SiteId("canada");
    private static final SiteId HONGKONG = new SiteId("hongkong");

    private static String topology(String more) {
        return "{\"schema\":\"homeport/topology/0\",\"version\":7,\"sites\":["
                + "{\"name\":\"canada\",\"state\":\"in-service\",\"access\":[\"https://a:1\"]},"
                + "{\"name\":\"hongkong\",\"access\":[\"https://b:1\"],"
                + more
                + "}]}";
    }

    @Test
    void anEvacuatedSiteNamesWhoStandsInForIt() {
        var read =
                TopologyFile.parse(
                        "test", topology("\"state\":\"evacuated\",\"standIn\":\"canada\""));

        assertThat(read.version()).isEqualTo(7);
        assertThat(read.access()).containsOnlyKeys(CANADA, HONGKONG);
        assertThat(read.evacuated()).containsExactly(HONGKONG);
        assertThat(read.standIns()).containsOnlyKeys(HONGKONG).containsValue(CANADA);
    }

    @Test
    void withoutEvacuatedSitesNobodyStandsIn() {
        var read = TopologyFile.parse("test", topology("\"state\":\"cordoned\""));

        assertThat(read.evacuated()).isEmpty();
        assertThat(read.standIns()).isEmpty();
    }

    @Test
    void aFieldThatIsNotKnownIsNamed() {
        assertThatThrownBy(() ->
                        TopologyFile.parse(
                                "test", topology("\"state\":\"in-service\",\"standOut\":\"x\"")))
                .isInstanceOf(InvalidDocument.class)
                .hasMessageContainingAll("standOut", "standIn");
    }
}
