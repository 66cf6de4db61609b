@NullMarked
package dev.homeport.benchmarks.adapter.etcd;

import org.jspecify.annotations.NullMarked;
