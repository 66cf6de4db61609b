package dev.homeport.architecture.wrong.dcnode.two;

import dev.homeport.architecture.wrong.dcnode.one.There;
import java.util.Optional;

public record AndBack(Optional<There> there) {}
