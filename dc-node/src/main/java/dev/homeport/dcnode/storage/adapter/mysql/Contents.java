package dev.homeport.dcnode.storage.adapter.mysql;

import dev.homeport.dcnode.entry.Control.BlockTaken;
import dev.homeport.dcnode.entry.Control.FeatureRaised;
import dev.homeport.dcnode.entry.Control.GrantReceived;
import dev.homeport.dcnode.entry.Control.HomeChanged;
import dev.homeport.dcnode.entry.Fact.AccountRegistered;
import dev.homeport.dcnode.entry.Fact.Adopted;
import dev.homeport.dcnode.entry.Fact.MessageDelivered;
import dev.homeport.dcnode.entry.Fact.MessageSent;
import dev.homeport.dcnode.entry.SiteEntry.ControlEntry;
import dev.homeport.dcnode.entry.SiteEntry.ShardEntry;
import dev.homeport.dcnode.home.opening.HomeEntry.HomeClosed;
import dev.homeport.dcnode.home.opening.HomeEntry.HomeOpened;
import dev.homeport.dcnode.view.Traffic;
import dev.homeport.dcnode.view.Traffic.Delivered;
import dev.homeport.dcnode.view.Traffic.Sent;
import dev.homeport.dcnode.view.ViewBatch;
import dev.homeport.quorumqueue.EntryAddress;
import java.util.ArrayList;
import java.util.List;

/**
 * A batch by the tables that it goes to.
 *
 * @param openings the homes that it opens, before anything else
 * @param accounts the accounts that it registers
 * @param traffic the messages that it sends and delivers
 */
record Contents(List<Opening> openings, List<Registered> accounts, Traffic traffic) {

    record Opening(EntryAddress address, HomeOpened opened) {}

    record Registered(ShardEntry entry, AccountRegistered fact) {}

    static Contents of(ViewBatch batch) {
        var openings = new ArrayList<Opening>();
        var accounts = new ArrayList<Registered>();
        var sent = new ArrayList<Sent>();
        var delivered = new ArrayList<Delivered>();
        for (var effective : batch.effective()) {
            switch (effective.entry()) {
                case ShardEntry entry -> {
                    switch (entry.fact().stated()) {
                        case AccountRegistered fact -> accounts.add(new Registered(entry, fact));
                        case MessageSent fact ->
                                sent.add(
                                        new Sent(
                                                effective.position(),
                                                effective.address(),
                                                entry,
                                                fact));
                        case MessageDelivered fact ->
                                delivered.add(new Delivered(entry.epoch(), fact));
                        case Adopted nested ->
                                throw new IllegalArgumentException(
                                        "an adoption of an adoption: " + nested);
                    }
                }
                case ControlEntry entry -> {
                    switch (entry.control()) {
                        case HomeChanged(HomeOpened opened) ->
                                openings.add(new Opening(effective.address(), opened));
                        // A closing ends writes, which is the log's affair; what was written
                        // stays in view.
                        case HomeChanged(HomeClosed _),
                                GrantReceived _,
                                BlockTaken _,
                                FeatureRaised _ -> {}
                    }
                }
            }
        }
        return new Contents(openings, accounts, new Traffic(sent, delivered));
    }
}
