package bench

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"io"
	"os"
	"os/exec"
	"regexp"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// usage is what a process took.
type usage struct {
	// cpu is user and system time.
	cpu time.Duration
	// resident and anonymous are the most memory it had, in bytes; anonymous
	// is what is no file's and so cannot be given back under pressure. It is
	// looked at every few milliseconds, and 0 where the system does not tell.
	resident, anonymous int64
}

// process is a program that runs.
type process struct {
	cmd    *exec.Cmd
	stderr *bytes.Buffer
	// most is the largest anonymous memory seen.
	most    int64
	watched chan struct{}
	// ended is closed when the process is no more; err is then set.
	ended chan struct{}
	err   error
}

// start begins a program. Its log is kept for errors, and each line handed to
// read if that is not nil.
func start(ctx context.Context, read func(line string), name string, args ...string) (*process, error) {
	p := &process{cmd: exec.CommandContext(ctx, name, args...), stderr: new(bytes.Buffer), watched: make(chan struct{}), ended: make(chan struct{})}
	p.cmd.Cancel = func() error { return p.cmd.Process.Signal(syscall.SIGTERM) }
	p.cmd.WaitDelay = 30 * time.Second
	out, err := p.cmd.StderrPipe()
	if err != nil {
		return nil, err
	}
	if err := p.cmd.Start(); err != nil {
		return nil, err
	}
	go func() {
		p.log(out, read) // to its end: Wait closes the pipe
		p.err = p.cmd.Wait()
		close(p.ended)
	}()
	go p.watch()
	return p, nil
}

// mostLog is how much of a program's log is kept.
const mostLog = 16 << 10

func (p *process) log(out io.Reader, read func(line string)) {
	lines := bufio.NewScanner(out)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		if p.stderr.Len() < mostLog {
			p.stderr.WriteString(lines.Text() + "\n")
		}
		if read != nil {
			read(lines.Text())
		}
	}
}

// watch notes how much memory the process has, until it is waited for.
func (p *process) watch() {
	tick := time.NewTicker(5 * time.Millisecond)
	defer tick.Stop()
	for {
		p.most = max(p.most, p.anonymous())
		select {
		case <-p.ended:
			close(p.watched)
			return
		case <-tick.C:
		}
	}
}

var anonymousLine = regexp.MustCompile(`RssAnon:\s+(\d+) kB`)

// anonymous is the memory that is no file's, in bytes, 0 if it is not known.
func (p *process) anonymous() int64 {
	status, err := os.ReadFile("/proc/" + strconv.Itoa(p.cmd.Process.Pid) + "/status")
	if err != nil {
		return 0
	}
	found := anonymousLine.FindSubmatch(status)
	if found == nil {
		return 0
	}
	kb, err := strconv.ParseInt(string(found[1]), 10, 64)
	if err != nil {
		return 0
	}
	return kb << 10
}

// wait waits until the process ends. Its error holds what it said.
func (p *process) wait() (usage, error) {
	<-p.watched
	err := p.err
	u := usage{anonymous: p.most}
	if state := p.cmd.ProcessState; state != nil {
		u.cpu = state.UserTime() + state.SystemTime()
		u.resident = resident(state)
	}
	if err != nil {
		err = fmt.Errorf("%s: %w\n%s", strings.Join(p.cmd.Args, " "), err, p.stderr)
	}
	return u, err
}

// stop tells the process to end and waits for it.
func (p *process) stop() (usage, error) {
	if err := p.cmd.Process.Signal(syscall.SIGTERM); err != nil {
		return usage{}, err
	}
	return p.wait()
}

// run runs a program to its end.
func run(ctx context.Context, name string, args ...string) (usage, error) {
	p, err := start(ctx, nil, name, args...)
	if err != nil {
		return usage{}, err
	}
	return p.wait()
}
