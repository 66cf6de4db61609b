package dev.homeport.architecture.wrong.dcnode.one;

import dev.homeport.architecture.wrong.dcnode.two.AndBack;

public record There(AndBack back) {}
