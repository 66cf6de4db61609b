package dev.homeport.architecture.wrong.dcnode.unmarked;

record Unmarked() {}
