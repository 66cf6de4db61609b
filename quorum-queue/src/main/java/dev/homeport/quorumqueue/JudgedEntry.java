package dev.homeport.quorumqueue;

/**
 * A committed entry and what this site's judge said of it when it was applied.
 *
 * @param entry the entry
 * @param verdict the verdict, the same on every replica of the site
 */
public record JudgedEntry(Entry entry, Verdict verdict) {}
