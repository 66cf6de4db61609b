package dev.homeport.drills.adapter.html;

/** How a report's page looks. Has no character that markup would have to escape. Stateless. */
final class PageStyle {

    /** The style sheet. On paper it is always the light one. */
    static final String SHEET =
            """

            :root {
              color-scheme: light dark;
              --ground: #ffffff; --ink: #1b1f24; --quiet: #59616b; --line: #d3d8de;
              --card: #f5f7f9; --band: #eef1f5; --series: #0b62c4; --fill: #0b62c41f;
              --refused: #a35200; --unknown: #b3202c; --good: #14713a; --bad: #b3202c;
              --warn: #8a5a00;
            }
            @media screen and (prefers-color-scheme: dark) {
              :root {
                --ground: #14171b; --ink: #e5e8ec; --quiet: #9ea7b2; --line: #3a414a;
                --card: #1c2127; --band: #1f252c; --series: #74b3ff; --fill: #74b3ff29;
                --refused: #f2a65a; --unknown: #ff8088; --good: #62cc83; --bad: #ff8088;
                --warn: #e3b64f;
              }
            }
            * { box-sizing: border-box; }
            body {
              margin: 0 auto; padding: 1.5rem 1rem 3rem; max-width: 64rem;
              background: var(--ground); color: var(--ink);
              font: 1rem/1.5 system-ui, sans-serif;
            }
            h1 { font-size: 1.6rem; line-height: 1.25; margin: 0 0 .25rem; }
            h2 { font-size: 1.1rem; margin: 2rem 0 .5rem; }
            p { margin: .25rem 0; }
            .quiet, figcaption { color: var(--quiet); font-size: .875rem; }
            .verdict { border: 2px solid; border-radius: .4rem; padding: 0 .5rem; white-space: nowrap; }
            .good { color: var(--good); } .bad { color: var(--bad); } .warn { color: var(--warn); }
            .reasons { margin: .75rem 0; padding: .5rem 1rem .5rem 2rem; background: var(--card);
              border-left: .25rem solid var(--bad); overflow-wrap: anywhere; }
            .cards { display: grid; gap: .5rem; margin: 0;
              grid-template-columns: repeat(auto-fill, minmax(9.5rem, 1fr)); }
            .cards div { background: var(--card); border-radius: .4rem; padding: .5rem .75rem; }
            .cards dt { color: var(--quiet); font-size: .875rem; }
            .cards dd { margin: 0; font-size: 1.25rem; font-variant-numeric: tabular-nums; }
            figure { margin: 0; }
            .wide { overflow-x: auto; }
            .wide svg { display: block; width: 100%; min-width: 44rem; height: auto; }
            table { border-collapse: collapse; font-size: .9375rem; }
            th, td { text-align: left; padding: .25rem 1rem .25rem 0; vertical-align: top;
              border-bottom: 1px solid var(--line); overflow-wrap: break-word; }
            th { font-weight: 600; }
            .n { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
            svg text { fill: var(--ink); font: 12px system-ui, sans-serif; }
            svg .small { fill: var(--quiet); font-size: 11px; }
            .band { fill: var(--band); } .plain { fill: none; }
            .edge, .axis { stroke: var(--line); stroke-width: 1; }
            .acknowledged, .lag { fill: none; stroke: var(--series); stroke-width: 1.5;
              stroke-linejoin: round; }
            .area { fill: var(--fill); }
            .demanded { stroke: var(--quiet); stroke-width: 1; stroke-dasharray: 5 4; }
            .judged { fill: var(--good); } .refused { fill: var(--refused); }
            .unknown { stroke: var(--unknown); stroke-width: 1.75; fill: none; }
            .hover { fill: transparent; }
            .key { display: inline-block; margin-right: 1rem; }
            .key svg { width: 1.2em; height: .8em; margin-right: .3em; }
            @media print {
              body { max-width: none; padding: 0; font-size: 10pt; }
              * { print-color-adjust: exact; }
              .wide { overflow: visible; } .wide svg { min-width: 0; }
              figure, table, .cards div { break-inside: avoid; }
              h2 { break-after: avoid; }
            }
            """;

    private PageStyle() {}
}
