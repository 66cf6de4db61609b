@NullMarked
package dev.homeport.architecture.wrong.dcnode.adapter.sql;

import org.jspecify.annotations.NullMarked;
