@NullMarked
package dev.homeport.cli.bench.failover;

import org.jspecify.annotations.NullMarked;
