/** What a client finds in the state folder of a local fleet. */
@NullMarked
package dev.homeport.client.adapter.file;

import org.jspecify.annotations.NullMarked;
