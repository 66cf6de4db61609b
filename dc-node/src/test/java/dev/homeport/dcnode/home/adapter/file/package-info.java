@NullMarked
package dev.homeport.dcnode.home.adapter.file;

import org.jspecify.annotations.NullMarked;
