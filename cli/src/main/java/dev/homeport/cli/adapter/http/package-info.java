/** Answers of servers, asked over HTTP. */
@NullMarked
package dev.homeport.cli.adapter.http;

import org.jspecify.annotations.NullMarked;
