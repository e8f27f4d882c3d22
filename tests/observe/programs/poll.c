// Waits for its listener and its client with poll.

#include <poll.h>

#include "greeting.h"

int main(void) {
    struct pollfd files[2] = {{.fd = listening(), .events = POLLIN}, {.fd = -1, .events = POLLIN}};
    long n_bytes = 0;
    for (;;) {
        poll(files, 2, -1);
        if (files[0].revents & POLLIN && files[1].fd < 0) {
            files[1].fd = accept(files[0].fd, NULL, NULL);
            greet(files[1].fd);
        } else if (files[1].revents & (POLLIN | POLLHUP)) {
            char buffer[8];
            ssize_t n = read(files[1].fd, buffer, sizeof buffer);
            if (n <= 0) break;
            n_bytes += n;
        }
    }
    answer(files[1].fd, n_bytes);
    return 7;
}
