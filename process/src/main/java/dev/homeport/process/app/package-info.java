/**
 * What every process of ours that is no web application does alike: reads its configuration, obeys
 * the order to format, writes log lines, tells how it is, stops on a signal and ends with a code.
 */
@NullMarked
package dev.homeport.process.app;

import org.jspecify.annotations.NullMarked;
