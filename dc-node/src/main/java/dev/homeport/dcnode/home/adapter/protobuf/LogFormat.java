package dev.homeport.dcnode.home.adapter.protobuf;

import dev.homeport.dcnode.home.lease.HolderId;
import dev.homeport.dcnode.home.lease.LogMark;
import dev.homeport.dcnode.home.lease.StoreNumber;
import dev.homeport.vocabulary.SiteId;
import dev.homeport.vocabulary.SiteLog;
import dev.homeport.wire.lease.LeaseV0;
import dev.homeport.wireformat.adapter.protobuf.Fields;
import dev.homeport.wireformat.adapter.protobuf.MalformedMessageException;
import dev.homeport.wireformat.adapter.protobuf.TableFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The small nouns that several messages share. Stateless. */
final class LogFormat {

    private LogFormat() {}

    static LeaseV0.SiteLog write(SiteLog log) {
        return TableFormat.write(log);
    }

    static SiteLog readLog(LeaseV0.SiteLog wire) throws MalformedMessageException {
        return TableFormat.readLog(wire);
    }

    static LeaseV0.LogMark write(LogMark mark) {
        return LeaseV0.LogMark.newBuilder().setOffset(mark.offset()).setHash(mark.hash()).build();
    }

    static LogMark readMark(LeaseV0.LogMark wire) throws MalformedMessageException {
        return new LogMark(Fields.atLeast("offset", 0, wire.getOffset()), wire.getHash());
    }

    static LeaseV0.StoreNumber write(StoreNumber number) {
        return LeaseV0.StoreNumber.newBuilder()
                .setGeneration(number.generation())
                .setCount(number.count())
                .build();
    }

    static StoreNumber readNumber(LeaseV0.StoreNumber wire) throws MalformedMessageException {
        return new StoreNumber(
                Fields.atLeast("generation", 0, wire.getGeneration()),
                Fields.atLeast("count", 0, wire.getCount()));
    }

    static LeaseV0.HolderId write(HolderId holder) {
        return LeaseV0.HolderId.newBuilder()
                .setLog(write(holder.log()))
                .setNode(holder.node())
                .setBoot(holder.boot())
                .build();
    }

    static HolderId readHolder(LeaseV0.HolderId wire) throws MalformedMessageException {
        return Fields.in(
                "holder",
                () ->
                        new HolderId(
                                readLog(wire.getLog()),
                                (int) Fields.atLeast("node", 1, wire.getNode()),
                                Fields.atLeast("boot", 0, wire.getBoot())));
    }

    static List<LeaseV0.HeardNumber> writeHeard(Map<SiteId, StoreNumber> heard) {
        return new TreeMap<>(heard)
                .entrySet().stream()
                        .map(entry ->
                                LeaseV0.HeardNumber.newBuilder()
                                        .setWitness(entry.getKey().name())
                                        .setNumber(write(entry.getValue()))
                                        .build())
                        .toList();
    }

    static Map<SiteId, StoreNumber> readHeard(List<LeaseV0.HeardNumber> wire)
            throws MalformedMessageException {
        return Fields.map(
                "heard",
                wire,
                heard -> new SiteId(heard.getWitness()),
                heard -> readNumber(heard.getNumber()));
    }

    static List<LeaseV0.Floor> writeFloors(Map<SiteLog, LogMark> floors) {
        return new TreeMap<>(floors)
                .entrySet().stream()
                        .map(entry ->
                                LeaseV0.Floor.newBuilder()
                                        .setLog(write(entry.getKey()))
                                        .setMark(write(entry.getValue()))
                                        .build())
                        .toList();
    }

    static Map<SiteLog, LogMark> readFloors(List<LeaseV0.Floor> wire)
            throws MalformedMessageException {
        return Fields.map(
                "floors",
                wire,
                floor -> readLog(floor.getLog()),
                floor -> readMark(floor.getMark()));
    }

    static List<LeaseV0.Ceiling> writeCeilings(Map<SiteLog, Long> ceilings) {
        return new TreeMap<>(ceilings)
                .entrySet().stream()
                        .map(entry ->
                                LeaseV0.Ceiling.newBuilder()
                                        .setLog(write(entry.getKey()))
                                        .setOffset(entry.getValue())
                                        .build())
                        .toList();
    }

    static Map<SiteLog, Long> readCeilings(List<LeaseV0.Ceiling> wire)
            throws MalformedMessageException {
        return Fields.<LeaseV0.Ceiling, SiteLog, Long>map(
                "ceilings",
                wire,
                ceiling -> readLog(ceiling.getLog()),
                ceiling -> Fields.atLeast("offset", 0, ceiling.getOffset()));
    }
}
