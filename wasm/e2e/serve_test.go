package e2e

import (
	"bufio"
	"bytes"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
)

// command builds the program of the top folder, once.
var command = sync.OnceValues(func() (string, error) {
	dir, err := os.MkdirTemp("", "lasthop")
	if err != nil {
		return "", err
	}
	file := filepath.Join(dir, "lasthop")
	build := exec.Command("go", "build", "-o", file, ".")
	build.Dir = filepath.Join("..", "..")
	build.Stderr = os.Stderr
	return file, build.Run()
})

func lasthop(t *testing.T, args ...string) *exec.Cmd {
	t.Helper()
	file, err := command()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(file, args...)
	cmd.Dir = filepath.Join("..", "..")
	return cmd
}

func TestBadUsageIsOneLine(t *testing.T) {
	for _, args := range [][]string{
		{"dance"},
		{"-addr"},
		{"-nonsense"},
		{"build"},
		{"build", "-o", "x", "y"},
		{"render"},
		{"render", "examples/four-subnets.json"},
		{"render", "examples/four-subnets.json", "fn-1", "-o", "x.svg"},
		{"render", "no-such-file.json", "-o", "x.svg"},
		{"render", "go.mod", "-o", "x.svg"},
	} {
		cmd := lasthop(t, args...)
		var stderr bytes.Buffer
		cmd.Stderr = &stderr
		_ = cmd.Run()
		if code := cmd.ProcessState.ExitCode(); code != 2 || strings.Count(strings.TrimSpace(stderr.String()), "\n") != 0 {
			t.Errorf("%q: exit %d, %s", args, code, stderr.String())
		}
	}
}

func TestRender(t *testing.T) {
	out := filepath.Join(t.TempDir(), "x.svg")
	if text, err := lasthop(t, "render", "examples/four-subnets.json", "fn-1", "bucket", "-o", out).CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, text)
	}
	picture, err := os.ReadFile(out)
	if err != nil || !bytes.HasPrefix(picture, []byte("<svg")) || !bytes.Contains(picture, []byte("fn-1")) {
		t.Errorf("%v: %.200s", err, picture)
	}
}

// The written site works from a file server that knows nothing of it, under a
// sub-path.
func TestStaticSite(t *testing.T) {
	dir := t.TempDir()
	if text, err := lasthop(t, "build", "-o", filepath.Join(dir, "a", "b")).CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, text)
	}
	server := httptest.NewServer(http.FileServer(http.Dir(dir)))
	t.Cleanup(server.Close) // after the tab is closed
	p := open(t, setup{})
	p.url = server.URL + "/a/b/"
	p.visit("")
	p.ready()
}

func TestServeTakesTheNextFreePort(t *testing.T) {
	taken, err := net.Listen("tcp", "127.0.0.1:8080")
	if err == nil {
		defer taken.Close()
	} // else somebody else has it, which serves as well
	cmd := lasthop(t, "-open=false")
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	defer func() {
		_ = cmd.Process.Kill()
		_ = cmd.Wait()
	}()
	line, err := bufio.NewReader(out).ReadString('\n')
	i := strings.Index(line, "http://")
	if err != nil || i < 0 || strings.Contains(line, ":8080/") {
		t.Fatalf("%q, %v", line, err)
	}
	response, err := http.Get(strings.TrimSpace(line[i:]))
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	if response.StatusCode != http.StatusOK {
		t.Error(response.Status)
	}
}
