package dev.homeport.controlplane.adapter.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.homeport.controlplane.observation.Glimpse;
import dev.homeport.controlplane.observation.Part;
import dev.homeport.controlplane.observation.Sight;
import dev.homeport.controlplane.observation.Sighting;
import dev.homeport.vocabulary.SiteId;
import dev.homeport.wire.control.ControlV0;
import dev.homeport.wireformat.adapter.protobuf.MalformedMessageException;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class SightingFormatTest {

    private static final SiteId CANADA = new SiteId("canada");

    private static Sighting sighting() {
        var sights = new TreeMap<SiteId, Sight>();
        sights.put(
                CANADA,
                new Sight(
                        Map.of(
                                Part.ACCESS, new Glimpse(2, 1, 0),
                                Part.LOG, new Glimpse(3, 1, 2),
                                Part.WITNESS, new Glimpse(1, 0, 1))));
        sights.put(new SiteId("hongkong"), Sight.NOTHING);
        return new Sighting(CANADA, sights);
    }

    @Test
    void whatIsSeenIsReadAsItWasWritten() throws Exception {
        var wire = ControlV0.Sighting.parseFrom(SightingFormat.write(sighting()).toByteArray());
        assertThat(SightingFormat.read(CANADA, wire)).isEqualTo(sighting());
    }

    @Test
    void aReplicaSpeaksForItselfAlone() {
        var wire = SightingFormat.write(sighting());
        assertThatThrownBy(() -> SightingFormat.read(new SiteId("shanghai"), wire))
                .isInstanceOf(MalformedMessageException.class)
                .hasMessageContaining("observer");
    }

    @Test
    void numbersThatCannotBeAreRefusedAndStrangePartsLeftOut() throws Exception {
        var wire = SightingFormat.write(sighting()).toBuilder();
        wire.getSightsBuilder(0).addPartsBuilder().setPartValue(99).setTold(1);
        assertThat(SightingFormat.read(CANADA, wire.build())).isEqualTo(sighting());
        for (var broken :
                new ControlV0.Glimpse[] {
                    ControlV0.Glimpse.newBuilder().setTold(1).setSeen(2).build(),
                    ControlV0.Glimpse.newBuilder().setTold(1).setSeen(1).setGone(1).build(),
                    ControlV0.Glimpse.newBuilder().setTold(-1).build(),
                    ControlV0.Glimpse.newBuilder().setTold(2_000).build(),
                    ControlV0.Glimpse.newBuilder().setGone(Integer.MIN_VALUE).build(),
                }) {
            var lie = SightingFormat.write(sighting()).toBuilder();
            lie.getSightsBuilder(0)
                    .addParts(broken.toBuilder().setPart(ControlV0.SitePart.SITE_PART_LOG));
            assertThatThrownBy(() -> SightingFormat.read(CANADA, lie.build()))
                    .isInstanceOf(MalformedMessageException.class);
        }
    }
}
