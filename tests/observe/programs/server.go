// Calls of its own making, without the C library.
package main

import (
	"fmt"
	"io"
	"net"
	"os"
)

func main() {
	listener, err := net.Listen("tcp4", "127.0.0.1:0")
	if err != nil {
		panic(err)
	}
	client, err := listener.Accept()
	if err != nil {
		panic(err)
	}
	fmt.Fprint(client, "hello from go\n")
	data, _ := io.ReadAll(client)
	fmt.Fprintf(client, "%d bytes\n", len(data))
	client.Close()
	listener.Close()
	os.Exit(7)
}
