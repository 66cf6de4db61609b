package dev.homeport.regionrouter.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.homeport.regionrouter.adapter.yaml.GeoRulesFile;
import dev.homeport.regionrouter.address.InvalidInput;
import dev.homeport.regionrouter.geography.Geography;
import dev.homeport.vocabulary.AccountId;
import dev.homeport.vocabulary.Allotment;
import dev.homeport.vocabulary.Chain;
import dev.homeport.vocabulary.ErrorCode;
import dev.homeport.vocabulary.FleetId;
import dev.homeport.vocabulary.LeasePolicy;
import dev.homeport.vocabulary.RoutingTable;
import dev.homeport.vocabulary.ShardSet;
import dev.homeport.vocabulary.SiteId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RouteDeskTest {

    private static final SiteId SHANGHAI = new SiteId("shanghai");
    private static final SiteId HONGKONG = new SiteId("hongkong");
    private static final SiteId CANADA = new SiteId("canada");
    private static final RoutingTable TABLE =
            new RoutingTable(
                    FleetId.parse("7b1f4f0e-57ab-4c9d-9a3e-6f3a54c2a1d0"),
                    1,
                    List.of(
                            new Allotment(ShardSet.range(0, 1_366), Chain.first(SHANGHAI)),
                            new Allotment(ShardSet.range(1_366, 2_731), Chain.first(HONGKONG)),
                            new Allotment(ShardSet.range(2_731, 4_096), Chain.first(CANADA))),
                    Set.of(SHANGHAI, HONGKONG, CANADA),
                    new LeasePolicy(
                            Map.of(SHANGHAI, 5_000L, HONGKONG, 5_000L, CANADA, 5_000L), 5_000),
                    Map.of());
    private static final Geography GEOGRAPHY =
            new Geography(GeoRulesFile.shipped(), ip -> Optional.of("JP"));
    private static final AccountId IN_CANADA = new AccountId(77L << 12 | 4_000);

    @Test
    void anAddressGetsTheHomeOfANewUser() {
        var decision = decided(desk(TABLE).answer(Subject.ip("::ffff:8.8.8.8")));
        assertThat(decision)
                .isEqualTo(
                        new RouteDecision(
                                "8.8.8.8",
                                "JP",
                                "rest-of-asia-and-oceania",
                                "hongkong",
                                null,
                                1L,
                                "8.8.8.8 is in JP; rule rest-of-asia-and-oceania claims it as asia"
                                        + " for hongkong"));
    }

    @Test
    void anAddressNeedsNoTable() {
        var decision = decided(deskWithoutTable().answer(Subject.ip("10.0.0.1")));
        assertThat(decision.home()).isEqualTo("canada");
        assertThat(decision.country()).isNull();
        assertThat(decision.tableVersion()).isNull();
    }

    @Test
    void anEvacuatedHomeIsSaidSo() {
        var evacuated = TABLE.withAssignment(TABLE.shardsHomedAt(HONGKONG), CANADA, Set.of());
        var decision = decided(desk(evacuated).answer(Subject.ip("8.8.8.8")));
        assertThat(decision.home()).isEqualTo("hongkong");
        assertThat(decision.reason()).endsWith("; at version 2 hongkong is home of no shard");
    }

    @Test
    void theStandInTakesTheNewcomersOfAnEvacuatedSite() {
        var evacuated = TABLE.withAssignment(TABLE.shardsHomedAt(HONGKONG), CANADA, Set.of());
        var desk = desk(evacuated, Set.of(HONGKONG), Map.of(HONGKONG, CANADA));

        var decision = decided(desk.answer(Subject.ip("8.8.8.8")));

        assertThat(decision.home()).isEqualTo("canada");
        assertThat(decision.rule()).isEqualTo("rest-of-asia-and-oceania");
        assertThat(decision.tableVersion()).isEqualTo(2);
        assertThat(decision.reason())
                .endsWith("; hongkong is evacuated, so canada takes its newcomers");
    }

    @Test
    void aSiteWithoutShardsSendsItsNewcomersToItsStandInToo() {
        var emptied = TABLE.withAssignment(TABLE.shardsHomedAt(HONGKONG), CANADA, Set.of());
        var desk = desk(emptied, Set.of(), Map.of(HONGKONG, CANADA));

        assertThat(decided(desk.answer(Subject.ip("8.8.8.8"))).home()).isEqualTo("canada");
    }

    @Test
    void aSiteThatIsInServiceHasItsNewcomersWhateverIsSaidOfStandIns() {
        var desk = desk(TABLE, Set.of(), Map.of(HONGKONG, CANADA));

        assertThat(decided(desk.answer(Subject.ip("8.8.8.8"))).home()).isEqualTo("hongkong");
    }

    @Test
    void aStandInMayHaveOneItself() {
        var desk =
                desk(TABLE, Set.of(HONGKONG, CANADA), Map.of(HONGKONG, CANADA, CANADA, SHANGHAI));

        var decision = decided(desk.answer(Subject.ip("8.8.8.8")));

        assertThat(decision.home()).isEqualTo("shanghai");
        assertThat(decision.reason())
                .endsWith(
                        "; hongkong is evacuated, so canada takes its newcomers"
                                + "; canada is evacuated, so shanghai takes its newcomers");
    }

    @Test
    void standInsThatNameEachOtherAreNotFollowedForEver() {
        var desk =
                desk(TABLE, Set.of(HONGKONG, CANADA), Map.of(HONGKONG, CANADA, CANADA, HONGKONG));

        var decision = decided(desk.answer(Subject.ip("8.8.8.8")));

        assertThat(decision.home()).isEqualTo("canada");
        assertThat(decision.reason()).endsWith("; canada is evacuated");
    }

    @Test
    void accountsGoToTheirHomeWhoeverStandsIn() {
        var desk = desk(TABLE, Set.of(CANADA), Map.of(CANADA, SHANGHAI));

        assertThat(decided(desk.answer(new Subject.Account(IN_CANADA))).home()).isEqualTo("canada");
    }

    @Test
    void anAccountIsAtHomeWhereItsShardIs() {
        var decision = decided(desk(TABLE).answer(new Subject.Account(IN_CANADA)));
        assertThat(decision)
                .isEqualTo(
                        new RouteDecision(
                                IN_CANADA.toString(),
                                null,
                                "routing-table",
                                "canada",
                                1L,
                                1L,
                                "shard 4000 is at home in canada since epoch 1, says version 1 of"
                                        + " the routing table"));
    }

    @Test
    void aMovedAccountHasTheNewHomeAndEpoch() {
        var moved = TABLE.withAssignment(ShardSet.of(IN_CANADA.shard()), SHANGHAI, Set.of());
        var decision = decided(desk(moved).answer(new Subject.Account(IN_CANADA)));
        assertThat(decision.home()).isEqualTo("shanghai");
        assertThat(decision.epoch()).isEqualTo(2);
        assertThat(decision.tableVersion()).isEqualTo(2);
    }

    @Test
    void withoutATableNoAccountIsGuessedAHome() {
        var refused = refused(deskWithoutTable().answer(new Subject.Account(IN_CANADA)));
        assertThat(refused.code()).isEqualTo(ErrorCode.UNAVAILABLE);
        assertThat(refused.problem()).contains("there is no routing table here");
    }

    @Test
    void aHandleIsAtHomeWithItsAccount() {
        var desk = desk(handle -> new HandleDirectory.Lookup.Found(IN_CANADA));
        var decision = decided(desk.answer(Subject.handle("ada")));
        assertThat(decision.subject()).isEqualTo("ada");
        assertThat(decision.home()).isEqualTo("canada");
        assertThat(decision.reason())
                .startsWith("it belongs to account " + IN_CANADA + "; shard 4000 is at home");
    }

    @Test
    void nobodysHandleIsNotFound() {
        var refused =
                refused(
                        desk(handle -> new HandleDirectory.Lookup.Nobody())
                                .answer(Subject.handle("nemo")));
        assertThat(refused.code()).isEqualTo(ErrorCode.NOT_FOUND);
        assertThat(refused.problem())
                .isEqualTo("handle: \"nemo\" belongs to nobody; check how it is written");
    }

    @Test
    void withoutADirectoryAHandleSaysWhichServerItNeeds() {
        var refused = refused(desk(HandleDirectory.none()).answer(Subject.handle("ada")));
        assertThat(refused.code()).isEqualTo(ErrorCode.UNAVAILABLE);
        assertThat(refused.mend()).contains("account id coordinator");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "-1", "+1", "01", "1.0", "1e3", "4503599627370496", "١", "x"})
    void whatIsNoAccountIdIsRefused(String text) {
        var invalid = catchThrowableOfType(InvalidInput.class, () -> Subject.account(text));
        assertThat(invalid.field()).isEqualTo("account");
        assertThat(invalid.value()).isEqualTo(text);
        assertThat(invalid.mend()).isEqualTo("use a whole number from 1 to 4503599627370495");
    }

    @Test
    void theLargestAccountIdIsOne() {
        assertThat(Subject.account("4503599627370495")).hasToString("4503599627370495");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "a b", "a\nb", "\ud800", "a\u0000", "\u202eada", "a\u00a0b", "\ufffd"})
    void whatIsNoHandleIsRefused(String text) {
        var invalid = catchThrowableOfType(InvalidInput.class, () -> Subject.handle(text));
        assertThat(invalid.field()).isEqualTo("handle");
        assertThat(RouteAnswer.Refused.of(invalid).code()).isEqualTo(ErrorCode.INVALID);
    }

    @Test
    void handlesAreBoundedByCharactersAndNotByBytes() {
        assertThat(Subject.handle("好".repeat(64))).isNotNull();
        assertThat(catchThrowableOfType(InvalidInput.class, () -> Handle.parse("a".repeat(65))))
                .hasMessageContaining("use 1 to 64 characters");
    }

    private static RouteDesk deskWithoutTable() {
        return new RouteDesk(GEOGRAPHY, RoutingTableSource.none(), HandleDirectory.none());
    }

    private static RouteDesk desk(RoutingTable table) {
        return new RouteDesk(GEOGRAPHY, () -> Optional.of(table), HandleDirectory.none());
    }

    private static RouteDesk desk(
            RoutingTable table, Set<SiteId> evacuated, Map<SiteId, SiteId> standIns) {
        return new RouteDesk(
                GEOGRAPHY,
                () -> Optional.of(table),
                HandleDirectory.none(),
                new StandIns() {
                    @Override
                    public boolean isEvacuated(SiteId site) {
                        return evacuated.contains(site);
                    }

                    @Override
                    public Optional<SiteId> of(SiteId site) {
                        return Optional.ofNullable(standIns.get(site));
                    }
                });
    }

    private static RouteDesk desk(HandleDirectory directory) {
        return new RouteDesk(GEOGRAPHY, () -> Optional.of(TABLE), directory);
    }

    private static RouteDecision decided(RouteAnswer answer) {
        assertThat(answer).isInstanceOf(RouteAnswer.Decided.class);
        return ((RouteAnswer.Decided) answer).decision();
    }

    private static RouteAnswer.Refused refused(RouteAnswer answer) {
        assertThat(answer).isInstanceOf(RouteAnswer.Refused.class);
        return (RouteAnswer.Refused) answer;
    }
}
