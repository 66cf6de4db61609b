@NullMarked
package dev.homeport.client.session;

import org.jspecify.annotations.NullMarked;
