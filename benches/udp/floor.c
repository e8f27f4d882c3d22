/* The floors: what a plain C program does for a datagram, and nothing else.
 *
 *   floor recvfrom | recvmmsg | gro      binds, says where, and receives for ever; gro is recvmmsg that
 *                                        asks for joined datagrams
 *   floor sendto | sendmmsg PORT COUNT   sends COUNT datagrams of 64 bytes to 127.0.0.1, and says how long
 *
 * The calls that take many take 64. Nothing is asked of the kernel that is not needed: no names of senders,
 * no times. Built by the bench: cc -O2.
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/udp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>

#ifndef UDP_GRO
#define UDP_GRO 104
#endif

enum { BATCH = 64, SIZE = 64, ROOM = 2048, QUEUE = 4 * 1024 * 1024 };

static struct sockaddr_in at(int port) {
    struct sockaddr_in addr = {.sin_family = AF_INET, .sin_port = htons(port)};
    addr.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    return addr;
}

static void fail(const char *what) {
    perror(what);
    exit(1);
}

static double now(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec + t.tv_nsec / 1e9;
}

static struct mmsghdr headers[BATCH];
static struct iovec parts[BATCH];
static char rooms[BATCH][ROOM];

static void lay_out(size_t length) {
    for (int i = 0; i < BATCH; i++) {
        parts[i] = (struct iovec){.iov_base = rooms[i], .iov_len = length};
        headers[i].msg_hdr.msg_iov = &parts[i];
        headers[i].msg_hdr.msg_iovlen = 1;
    }
}

static void receive(int fd, int is_batched, int is_joined) {
    struct sockaddr_in addr = at(0);
    socklen_t length = sizeof addr;
    int queue = QUEUE;
    if (is_joined) setsockopt(fd, IPPROTO_UDP, UDP_GRO, &is_joined, sizeof is_joined);
    setsockopt(fd, SOL_SOCKET, SO_RCVBUF, &queue, sizeof queue);
    if (bind(fd, (struct sockaddr *)&addr, sizeof addr)) fail("bind");
    getsockname(fd, (struct sockaddr *)&addr, &length);
    fprintf(stderr, "receiving on 127.0.0.1:%d; a floor\n", ntohs(addr.sin_port));
    lay_out(ROOM);
    for (;;) {
        if (is_batched ? recvmmsg(fd, headers, BATCH, MSG_WAITFORONE, NULL) < 0
                       : recvfrom(fd, rooms[0], ROOM, 0, NULL, NULL) < 0)
            fail("receive");
    }
}

static void send_all(int fd, int is_batched, int port, long count) {
    struct sockaddr_in to = at(port);
    memset(rooms, '.', sizeof rooms);
    lay_out(SIZE);
    if (is_batched && connect(fd, (struct sockaddr *)&to, sizeof to)) fail("connect");
    double began = now();
    for (long left = count; left > 0;) {
        int n = left < BATCH ? left : BATCH;
        n = is_batched ? sendmmsg(fd, headers, n, 0)
                       : (sendto(fd, rooms[0], SIZE, 0, (struct sockaddr *)&to, sizeof to) < 0 ? -1 : 1);
        if (n < 0) fail("send");
        left -= n;
    }
    fprintf(stderr, "sent %ld datagrams in %.6f s\n", count, now() - began);
}

int main(int argc, char **argv) {
    int fd = socket(AF_INET, SOCK_DGRAM, 0);
    if (fd < 0 || argc < 2) fail("socket");
    if (argc == 2) receive(fd, strcmp(argv[1], "recvfrom") != 0, !strcmp(argv[1], "gro"));
    if (argc == 4) send_all(fd, !strcmp(argv[1], "sendmmsg"), atoi(argv[2]), atol(argv[3]));
    return 0;
}
