// What the servers in C have in common.

#include <arpa/inet.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static int listening(void) {
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    int listener = socket(AF_INET, SOCK_STREAM, 0);
    if (bind(listener, (struct sockaddr *)&address, sizeof address) || listen(listener, 16)) exit(1);
    return listener;
}

static void greet(int client) {
    const char *text = "hello from c\n";
    send(client, text, strlen(text), 0);
}

static void answer(int client, long n_bytes) {
    dprintf(client, "%ld bytes\n", n_bytes);
    close(client);
}
