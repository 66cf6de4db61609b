/** The control plane of a fleet, asked over HTTPS. */
@NullMarked
package dev.homeport.cli.adapter.control;

import org.jspecify.annotations.NullMarked;
