package dev.homeport.architecture.wrong.dcnode.core;

import java.security.SecureRandom;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.random.RandomGenerator;

class RollsDice {

    Random unseeded() {
        return new Random();
    }

    SecureRandom secure() {
        return new SecureRandom();
    }

    double math() {
        return Math.random();
    }

    UUID uuid() {
        return UUID.randomUUID();
    }

    int ofTheThread() {
        return ThreadLocalRandom.current().nextInt();
    }

    RandomGenerator preferred() {
        return RandomGenerator.getDefault();
    }
}
