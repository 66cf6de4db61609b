@NullMarked
package dev.homeport.architecture.right.dcnode.adapter.sql;

import org.jspecify.annotations.NullMarked;
