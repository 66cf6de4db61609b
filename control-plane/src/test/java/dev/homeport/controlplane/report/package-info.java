@NullMarked
package dev.homeport.controlplane.report;

import org.jspecify.annotations.NullMarked;
