package dev.homeport.architecture.wrong.vocabulary;

import org.assertj.core.data.Index;

record NeedsALibrary(Index index) {}
