package dev.homeport.dcnode.link.adapter.grpc;

import dev.homeport.dcnode.link.LinkDialler;
import dev.homeport.dcnode.link.pull.Word;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

/** Remembers what is said on a line, and how it ends. */
final class Ear implements LinkDialler.Ear {

    final List<Word> words = new CopyOnWriteArrayList<>();
    final CompletableFuture<String> ended = new CompletableFuture<>();

    @Override
    public void heard(Word word) {
        words.add(word);
    }

    @Override
    public void ended(String reason) {
        ended.complete(reason);
    }
}
