package dev.homeport.controlplane.decision;

import dev.homeport.controlplane.move.Move;
import dev.homeport.controlplane.move.MoveKind;
import dev.homeport.controlplane.move.MovePhase;
import dev.homeport.controlplane.move.Transfer;
import dev.homeport.controlplane.move.TransferState;
import dev.homeport.controlplane.move.TransferView;
import dev.homeport.controlplane.report.FleetReport;
import dev.homeport.controlplane.report.SiteReport;
import dev.homeport.vocabulary.SiteId;
import java.util.List;
import java.util.Optional;

/** How far an open move has come, for people to see; nothing is decided on it. Stateless. */
public final class MoveView {

    private MoveView() {}

    /** Each transfer of a move, in their order. */
    public static List<TransferView> of(Move move, FleetReport report) {
        return move.transfers().stream().map(transfer -> of(move, transfer, report)).toList();
    }

    private static TransferView of(Move move, Transfer transfer, FleetReport report) {
        var shards = transfer.shards();
        var source = report.of(transfer.from());
        var target = report.of(transfer.to());
        if (report.openAt(transfer.to(), transfer.epoch()).containsAll(shards)) {
            return target.isPresent() && target.get().leased().containsAll(shards)
                    ? new TransferView(transfer, TransferState.OPEN, Optional.empty())
                    : new TransferView(
                            transfer,
                            TransferState.WAITS_FOR_LEASE,
                            behind(transfer.to(), target, move));
        }
        if (move.kind() == MoveKind.TAKEOVER && move.phase() == MovePhase.MOVING) {
            // Who is lost closes nothing.
            return new TransferView(
                    transfer,
                    TransferState.WAITS_FOR_OPENING,
                    behind(transfer.to(), target, move)
                            .or(() -> target.flatMap(t -> unleased(transfer, t))));
        }
        var isClosed =
                source.isPresent()
                        && source.get().closedBelow(transfer.epoch()).containsAll(shards);
        return isClosed
                ? new TransferView(
                        transfer,
                        TransferState.WAITS_FOR_OPENING,
                        behind(transfer.to(), target, move)
                                .or(() -> target.flatMap(t -> held(transfer, t))))
                : new TransferView(
                        transfer,
                        TransferState.WAITS_FOR_CLOSING,
                        behind(transfer.from(), source, move));
    }

    /** Why a site does nothing at all about a move. */
    private static Optional<String> behind(SiteId site, Optional<SiteReport> report, Move move) {
        if (report.isEmpty()) {
            return Optional.of("no node of " + site + " answers");
        }
        if (report.get().leader().isEmpty()) {
            return Optional.of("no node leads the log of " + site);
        }
        return report.get().tableVersion() >= move.tableVersion()
                ? Optional.empty()
                : Optional.of(
                        site
                                + " knows table "
                                + report.get().tableVersion()
                                + " only, not "
                                + move.tableVersion());
    }

    /** Whose leases a target still waits for. */
    private static Optional<String> unleased(Transfer transfer, SiteReport target) {
        return target.leased().containsAll(transfer.shards())
                ? Optional.empty()
                : Optional.of("the leases of " + transfer.from() + " have not run out yet");
    }

    /** Why a target has not yet applied what was written before. */
    private static Optional<String> held(Transfer transfer, SiteReport target) {
        var link = target.linkFrom(transfer.from());
        if (link.isPresent() && !link.get().isUp()) {
            return Optional.of("the link from " + transfer.from() + " is " + link.get().state());
        }
        return target.view()
                .flatMap(SiteReport.View::trouble)
                .map(trouble -> "the view of " + transfer.to() + ": " + trouble)
                .or(() -> link.map(l -> l.detail()).filter(detail -> !detail.isEmpty()));
    }
}
