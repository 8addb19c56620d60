// Reads texts that NUL bytes separate; for each prints NAME=value pairs, each ended by
// \1, or \2 where the reader fails; and a NUL.
package main

import (
	"bytes"
	"fmt"
	"io"
	"os"

	"github.com/joho/godotenv"
)

func main() {
	all, err := io.ReadAll(os.Stdin)
	if err != nil {
		panic(err)
	}
	for _, text := range bytes.Split(all, []byte{0}) {
		found, err := godotenv.Unmarshal(string(text))
		if err != nil {
			fmt.Print("\x02")
		}
		for name, value := range found {
			if err == nil {
				fmt.Printf("%s=%s\x01", name, value)
			}
		}
		fmt.Print("\x00")
	}
}
