package dev.homeport.dcnode.view;

import dev.homeport.dcnode.entry.SiteEntry;
import dev.homeport.quorumqueue.EntryAddress;

/**
 * An entry that takes effect.
 *
 * @param address where it stands
 * @param entry what it says
 */
public record EffectiveEntry(EntryAddress address, SiteEntry entry) {}
