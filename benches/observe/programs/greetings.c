// Talks with itself: so many connections, a line each way on each.

#include <arpa/inet.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

int main(int n_words, char **words) {
    int n_left = n_words > 1 ? atoi(words[1]) : 1;
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t len = sizeof address;
    char buffer[64];
    int listener = socket(AF_INET, SOCK_STREAM, 0);
    if (bind(listener, (struct sockaddr *)&address, len) || listen(listener, 16)) return 1;
    getsockname(listener, (struct sockaddr *)&address, &len);
    while (n_left-- > 0) {
        int client = socket(AF_INET, SOCK_STREAM, 0);
        if (connect(client, (struct sockaddr *)&address, len)) return 1;
        int server = accept(listener, NULL, NULL);
        if (write(server, "who are you?\n", 13) != 13 || read(client, buffer, sizeof buffer) != 13) return 1;
        if (write(client, "anna\n", 5) != 5 || shutdown(client, SHUT_WR)) return 1;
        while (read(server, buffer, sizeof buffer) > 0) {}
        close(server);
        if (read(client, buffer, sizeof buffer) != 0) return 1;
        close(client);
    }
    return 0;
}
