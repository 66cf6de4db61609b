@NullMarked
package dev.homeport.client.adapter.http;

import org.jspecify.annotations.NullMarked;
