// Waits with epoll, and never in a call on a socket.

#define _GNU_SOURCE
#include <errno.h>
#include <sys/epoll.h>

#include "greeting.h"

int main(void) {
    int set = epoll_create1(0), listener = listening(), client = -1;
    long n_bytes = 0;
    struct epoll_event event = {.events = EPOLLIN | EPOLLET, .data.fd = listener};
    epoll_ctl(set, EPOLL_CTL_ADD, listener, &event);
    for (;;) {
        epoll_wait(set, &event, 1, -1);
        if (client < 0) {
            client = accept4(listener, NULL, NULL, SOCK_NONBLOCK);
            event = (struct epoll_event){.events = EPOLLIN | EPOLLET, .data.fd = client};
            epoll_ctl(set, EPOLL_CTL_ADD, client, &event);
            greet(client);
        }
        char buffer[8];
        ssize_t n;
        while ((n = recv(client, buffer, sizeof buffer, 0)) > 0) n_bytes += n;
        if (n == 0) break;
        if (errno != EAGAIN) return 1;
    }
    answer(client, n_bytes);
    close(listener);
    return 7;
}
