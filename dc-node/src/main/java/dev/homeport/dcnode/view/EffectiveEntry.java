package dev.homeport.dcnode.view;

import dev.homeport.dcnode.entry.SiteEntry;
import dev.homeport.quorumqueue.EntryAddress;

/**
 * An entry that takes effect.
 *
 * @param position where it stands in this site's log
 * @param address where it stands in its stream
 * @param entry what it says
 */
public record EffectiveEntry(long position, EntryAddress address, SiteEntry entry) {}
