// A process for each client; the parent lets go of the connection at once.

#include <sys/wait.h>

#include "greeting.h"

int main(void) {
    int listener = listening();
    int client = accept(listener, NULL, NULL);
    if (fork() == 0) {
        char buffer[8];
        long n_bytes = 0;
        ssize_t n;
        close(listener);
        greet(client);
        while ((n = read(client, buffer, sizeof buffer)) > 0) n_bytes += n;
        answer(client, n_bytes);
        _exit(0);
    }
    close(client);
    wait(NULL);
    return 7;
}
