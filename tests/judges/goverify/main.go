// Goverify judges a published log with the Go project's own code for notes and trees, and none of ours.
//
//	goverify FOLDER VKEY          the checkpoint, every tile, every entry, and proofs made from the tiles
//	goverify -proofs FILE.json    a line "true" or "false" for each proof in the file, in order
//
// It prints what is wrong and ends with 1, or prints "ok" and ends with 0. golang.org/x/mod/sumdb comes with Debian
// (golang-golang-x-mod-dev): GO111MODULE=off GOPATH=/usr/share/gocode go build
package main

import (
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

const (
	width = 256
	tries = 100
)

// A proof says that Leaf stands at Old in the tree of New leaves; or, without a leaf, that the tree of New leaves
// begins with the tree of Old leaves. Hashes are in base64.
type proof struct {
	Old, New         int64
	Leaf             string
	OldRoot, NewRoot string
	Path             []string
}

func main() {
	var err error
	switch {
	case len(os.Args) == 3 && os.Args[1] == "-proofs":
		err = judgeProofs(os.Args[2])
	case len(os.Args) == 3:
		err = judgeFolder(os.Args[1], os.Args[2])
	default:
		err = errors.New("usage: goverify FOLDER VKEY | goverify -proofs FILE.json")
	}
	if err != nil {
		fmt.Println(err)
		os.Exit(1)
	}
	if os.Args[1] != "-proofs" {
		fmt.Println("ok")
	}
}

func judgeFolder(folder, vkey string) error {
	tree, err := openCheckpoint(folder, vkey)
	if err != nil {
		return err
	}
	if tree.N == 0 {
		return nil
	}
	reader := tlog.TileHashReader(tree, tileFolder(folder))
	root, err := tlog.TreeHash(tree.N, reader)
	if err != nil {
		return fmt.Errorf("tiles: %w", err)
	}
	if root != tree.Hash {
		return errors.New("tiles: their root is not the signed one")
	}
	if err := judgeTiles(folder, tree.N, reader); err != nil {
		return err
	}
	if err := judgeEntries(folder, tree.N, reader); err != nil {
		return err
	}
	return proveSome(tree, reader)
}

// openCheckpoint returns the tree that the key signed.
func openCheckpoint(folder, vkey string) (tlog.Tree, error) {
	verifier, err := note.NewVerifier(vkey)
	if err != nil {
		return tlog.Tree{}, fmt.Errorf("vkey: %w", err)
	}
	data, err := os.ReadFile(filepath.Join(folder, "checkpoint"))
	if err != nil {
		return tlog.Tree{}, err
	}
	opened, err := note.Open(data, note.VerifierList(verifier))
	if err != nil {
		return tlog.Tree{}, fmt.Errorf("checkpoint: %w", err)
	}
	lines := strings.Split(opened.Text, "\n")
	if len(lines) < 4 || lines[0] != verifier.Name() {
		return tlog.Tree{}, errors.New("checkpoint: not three lines of this log")
	}
	size, err := strconv.ParseInt(lines[1], 10, 64)
	if err != nil {
		return tlog.Tree{}, fmt.Errorf("checkpoint: %w", err)
	}
	root, err := parseHash(lines[2])
	return tlog.Tree{N: size, Hash: root}, err
}

// tileFolder reads tiles of height 8. x/mod names them tile/8/<level>/..., C2SP leaves the height out.
type tileFolder string

func (folder tileFolder) Height() int                     { return 8 }
func (folder tileFolder) SaveTiles([]tlog.Tile, [][]byte) {}

func (folder tileFolder) ReadTiles(wanted []tlog.Tile) ([][]byte, error) {
	var found [][]byte
	for _, tile := range wanted {
		data, err := os.ReadFile(filepath.Join(string(folder), tilePath(tile)))
		if err != nil {
			return nil, err
		}
		found = append(found, data)
	}
	return found, nil
}

func tilePath(tile tlog.Tile) string {
	return strings.Replace(tile.Path(), "tile/8/", "tile/", 1)
}

// judgeTiles compares every tile with the hashes that Go's reader gives, which it has itself proved by the root.
func judgeTiles(folder string, size int64, reader tlog.HashReader) error {
	for level, count := 0, size; count > 0; level, count = level+1, count/width {
		for first := int64(0); first < count; first += width {
			tile := tlog.Tile{H: 8, L: level, N: first / width, W: int(least(width, count-first))}
			data, err := os.ReadFile(filepath.Join(folder, tilePath(tile)))
			if err != nil {
				return err
			}
			whole, err := tlog.ReadTileData(tile, reader)
			if err != nil {
				return fmt.Errorf("%s: %w", tilePath(tile), err)
			}
			if string(whole) != string(data) {
				return fmt.Errorf("%s: not the proved hashes", tilePath(tile))
			}
		}
	}
	return nil
}

func judgeEntries(folder string, size int64, reader tlog.HashReader) error {
	for first := int64(0); first < size; first += width {
		tile := tlog.Tile{H: 8, L: 0, N: first / width, W: int(least(width, size-first))}
		path := strings.Replace(tilePath(tile), "tile/0/", "tile/entries/", 1)
		data, err := os.ReadFile(filepath.Join(folder, path))
		if err != nil {
			return err
		}
		hashes, err := tlog.ReadTileData(tile, reader)
		if err != nil {
			return fmt.Errorf("%s: %w", path, err)
		}
		for at := 0; at < tile.W; at++ {
			if len(data) < 2 || len(data) < 2+int(data[0])<<8+int(data[1]) {
				return fmt.Errorf("%s: ends within entry %d", path, first+int64(at))
			}
			stop := 2 + int(data[0])<<8 + int(data[1])
			hash := tlog.RecordHash(data[2:stop])
			if string(hash[:]) != string(hashes[at*tlog.HashSize:(at+1)*tlog.HashSize]) {
				return fmt.Errorf("entry %d: not the proved one", first+int64(at))
			}
			data = data[stop:]
		}
		if len(data) > 0 {
			return fmt.Errorf("%s: more than %d entries", path, tile.W)
		}
	}
	return nil
}

// proveSome makes Go's own proofs from our tiles, and lets Go check them.
func proveSome(tree tlog.Tree, reader tlog.HashReader) error {
	for at := int64(0); at < tree.N; at += 1 + tree.N/tries {
		path, err := tlog.ProveRecord(tree.N, at, reader)
		if err != nil {
			return fmt.Errorf("entry %d: %w", at, err)
		}
		leaf, err := reader.ReadHashes([]int64{tlog.StoredHashIndex(0, at)})
		if err != nil {
			return err
		}
		if err := tlog.CheckRecord(path, tree.N, tree.Hash, at, leaf[0]); err != nil {
			return fmt.Errorf("entry %d: %w", at, err)
		}
		root, err := tlog.TreeHash(at+1, reader)
		if err != nil {
			return err
		}
		grown, err := tlog.ProveTree(tree.N, at+1, reader)
		if err != nil {
			return err
		}
		if err := tlog.CheckTree(grown, tree.N, tree.Hash, at+1, root); err != nil {
			return fmt.Errorf("growth from %d: %w", at+1, err)
		}
	}
	return nil
}

func judgeProofs(name string) error {
	data, err := os.ReadFile(name)
	if err != nil {
		return err
	}
	var proofs []proof
	if err := json.Unmarshal(data, &proofs); err != nil {
		return err
	}
	for _, one := range proofs {
		fmt.Println(holds(one))
	}
	return nil
}

func holds(one proof) bool {
	var path []tlog.Hash
	for _, text := range one.Path {
		hash, err := parseHash(text)
		if err != nil {
			return false
		}
		path = append(path, hash)
	}
	root, err := parseHash(one.NewRoot)
	if err != nil {
		return false
	}
	if one.Leaf != "" {
		leaf, err := parseHash(one.Leaf)
		return err == nil && tlog.CheckRecord(path, one.New, root, one.Old, leaf) == nil
	}
	old, err := parseHash(one.OldRoot)
	return err == nil && tlog.CheckTree(path, one.New, root, one.Old, old) == nil
}

func parseHash(text string) (tlog.Hash, error) {
	var hash tlog.Hash
	data, err := base64.StdEncoding.DecodeString(text)
	if err != nil || len(data) != tlog.HashSize {
		return hash, errors.New("not a hash in base64")
	}
	copy(hash[:], data)
	return hash, nil
}

func least(one, other int64) int64 {
	if one < other {
		return one
	}
	return other
}
