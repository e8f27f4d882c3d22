// Sends so many MiB to itself, 64 KiB in a call.

#include <arpa/inet.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

enum { PIECE = 65536 };

int main(int n_words, char **words) {
    long n_left = (n_words > 1 ? atol(words[1]) : 1) * 16;
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t len = sizeof address;
    char *buffer = calloc(1, PIECE);
    int listener = socket(AF_INET, SOCK_STREAM, 0);
    if (bind(listener, (struct sockaddr *)&address, len) || listen(listener, 16)) return 1;
    getsockname(listener, (struct sockaddr *)&address, &len);
    int client = socket(AF_INET, SOCK_STREAM, 0);
    if (connect(client, (struct sockaddr *)&address, len)) return 1;
    int server = accept(listener, NULL, NULL);
    while (n_left-- > 0) {
        if (write(client, buffer, PIECE) != PIECE) return 1;
        for (long n_read = 0, n; n_read < PIECE; n_read += n) {
            if ((n = read(server, buffer, PIECE)) <= 0) return 1;
        }
    }
    return 0;
}
