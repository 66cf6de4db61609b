package dev.homeport.architecture.wrong.dcnode.core;

import java.net.Socket;

record KnowsSockets(Socket socket) {}
