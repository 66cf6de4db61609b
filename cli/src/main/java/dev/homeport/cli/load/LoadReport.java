package dev.homeport.cli.load;

import dev.homeport.cli.output.Document;

/**
 * What came out.
 *
 * @param document the counters
 * @param kept whether every promise was kept and everything could be read back
 */
public record LoadReport(Document document, boolean kept) {}
