package dev.homeport.controlplane.adapter.grpc;

import dev.homeport.controlplane.observation.Glimpse;
import dev.homeport.controlplane.observation.Part;
import dev.homeport.controlplane.observation.Sight;
import dev.homeport.controlplane.observation.Sighting;
import dev.homeport.vocabulary.SiteId;
import dev.homeport.wire.control.ControlV0;
import dev.homeport.wireformat.adapter.protobuf.Fields;
import dev.homeport.wireformat.adapter.protobuf.MalformedMessageException;
import java.util.EnumMap;
import java.util.TreeMap;

/** What replicas see, as messages. Stateless. */
final class SightingFormat {

    private SightingFormat() {}

    static ControlV0.Sighting write(Sighting sighting) {
        var wire = ControlV0.Sighting.newBuilder().setObserver(sighting.observer().name());
        sighting.sights().forEach((site, sight) -> wire.addSights(write(site, sight)));
        return wire.build();
    }

    private static ControlV0.Sight write(SiteId site, Sight sight) {
        var wire = ControlV0.Sight.newBuilder().setSite(site.name());
        sight.parts()
                .forEach((part, glimpse) ->
                        wire.addPartsBuilder()
                                .setPart(
                                        switch (part) {
                                            case ACCESS -> ControlV0.SitePart.SITE_PART_ACCESS;
                                            case LOG -> ControlV0.SitePart.SITE_PART_LOG;
                                            case WITNESS -> ControlV0.SitePart.SITE_PART_WITNESS;
                                            case VIEW -> ControlV0.SitePart.SITE_PART_UNSPECIFIED;
                                        })
                                .setTold(glimpse.told())
                                .setSeen(glimpse.seen())
                                .setGone(glimpse.gone()));
        return wire.build();
    }

    /**
     * Reads what a replica sees.
     *
     * @param asked the site of the replica that was asked: it speaks for itself alone
     * @throws MalformedMessageException if a field cannot be read, or it is another replica's
     */
    static Sighting read(SiteId asked, ControlV0.Sighting wire) throws MalformedMessageException {
        if (!wire.getObserver().equals(asked.name())) {
            throw new MalformedMessageException(
                    "observer: it is not what the replica of " + asked + " sees, which was asked");
        }
        var sights = new TreeMap<SiteId, Sight>();
        for (var one : wire.getSightsList()) {
            sights.put(
                    Fields.in("site", () -> new SiteId(one.getSite())),
                    Fields.in("parts", () -> read(one)));
        }
        return new Sighting(asked, sights);
    }

    private static Sight read(ControlV0.Sight wire) throws MalformedMessageException {
        var parts = new EnumMap<Part, Glimpse>(Part.class);
        for (var one : wire.getPartsList()) {
            // A part that a newer release looks at besides says nothing here.
            switch (one.getPart()) {
                case SITE_PART_ACCESS -> parts.put(Part.ACCESS, glimpse(one));
                case SITE_PART_LOG -> parts.put(Part.LOG, glimpse(one));
                case SITE_PART_WITNESS -> parts.put(Part.WITNESS, glimpse(one));
                case SITE_PART_UNSPECIFIED, UNRECOGNIZED -> {}
            }
        }
        return new Sight(parts);
    }

    private static Glimpse glimpse(ControlV0.Glimpse wire) {
        return new Glimpse(wire.getTold(), wire.getSeen(), wire.getGone());
    }
}
