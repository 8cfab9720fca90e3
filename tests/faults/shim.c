/* Let the n-th change to files under one folder fail, or kill the process just before it; or keep a log of all changes.
 *
 * Loaded with LD_PRELOAD. FAULTS_UNDER names the folder. fault_arm(n, error, how) starts the count: the n-th call that
 * writes, syncs, cuts, renames, removes or makes something there returns error; error 0 raises SIGKILL instead. how:
 * 1 all later ones fail too, 2 a write is done by half first, 4 reads are counted as well. A full disk (ENOSPC) lets
 * things be removed and read. fault_count() tells how many there were, fault_struck() the kind of the one that failed.
 *
 * fault_log(path) appends every change that was made to a log, with its bytes, for replaying a power cut; fault_note()
 * puts a word of the caller's own between them. With FAULTS_QUICK syncs are counted and not done: it is the process that
 * is killed, and what it gave to the system stays.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <unistd.h>

enum { STICKY = 1, HALF = 2, READS = 4 };

static long armed_at = 0, seen = 0;
static int armed_error = 0, armed_how = 0, log_handle = -1;
static char struck = 0;

#define NEXT(name, type) ((type)dlsym(RTLD_NEXT, #name))

void fault_arm(long at, int error, int how)
{
    armed_at = at;
    armed_error = error;
    armed_how = how;
    seen = 0;
    struck = 0;
}

long fault_count(void) { return seen; }

char fault_struck(void) { return struck; }

static int under(const char *path)
{
    const char *folder = getenv("FAULTS_UNDER");
    return folder != NULL && path != NULL && strncmp(path, folder, strlen(folder)) == 0;
}

static int named(int handle, char *path, size_t size)
{
    char link[64];
    snprintf(link, sizeof link, "/proc/self/fd/%d", handle);
    ssize_t length = readlink(link, path, size - 1);
    if (length < 0)
        return 0;
    path[length] = '\0';
    return under(path);
}

/* Whether this call fails; with HALF a write that strikes is told apart by 2. */
static int strikes(char kind, const char *path)
{
    if (armed_at == 0 || !under(path))
        return 0;
    if (kind == 'R' && !(armed_how & READS))
        return 0;
    if (armed_error == ENOSPC && (kind == 'u' || kind == 'R'))
        return 0;
    seen++;
    if (seen != armed_at && !((armed_how & STICKY) && seen > armed_at))
        return 0;
    if (seen == armed_at)
        struck = kind;
    if (seen == armed_at && kind == 'w' && (armed_how & HALF))
        return 2;
    if (armed_error == 0)
        kill(getpid(), SIGKILL);
    errno = armed_error;
    return 1;
}

static int strikes_handle(char kind, int handle)
{
    char path[4096];
    if (armed_at == 0 || !named(handle, path, sizeof path))
        return 0;
    return strikes(kind, path);
}

static void put(const void *data, size_t size)
{
    const char *from = data;
    while (size > 0) {
        ssize_t done = NEXT(write, ssize_t(*)(int, const void *, size_t))(log_handle, from, size);
        if (done <= 0)
            abort();
        from += done;
        size -= done;
    }
}

static void keep(char kind, const char *path, const char *to, int64_t at, const void *data, int64_t size)
{
    int64_t numbers[4] = {(int64_t)strlen(path), to ? (int64_t)strlen(to) : 0, at, size};
    put(&kind, 1);
    put(numbers, sizeof numbers);
    put(path, numbers[0]);
    put(to ? to : "", numbers[1]);
    put(data ? data : "", data ? size : 0);
}

static void keep_path(char kind, const char *path, const char *to)
{
    int before = errno;
    if (log_handle >= 0 && (under(path) || (to && under(to))))
        keep(kind, path, to, 0, NULL, 0);
    errno = before;
}

static void keep_handle(char kind, int handle, int64_t at, const void *data, int64_t size)
{
    char path[4096];
    int before = errno;
    if (log_handle >= 0 && handle != log_handle && named(handle, path, sizeof path))
        keep(kind, path, NULL, at, data, size);
    errno = before;
}

void fault_log(const char *path)
{
    log_handle = NEXT(open, int (*)(const char *, int, ...))(path, O_WRONLY | O_CREAT | O_APPEND, 0600);
}

void fault_note(const char *text)
{
    if (log_handle >= 0)
        keep('a', "", NULL, 0, text, (int64_t)strlen(text));
}

ssize_t write(int handle, const void *data, size_t size)
{
    int how = strikes_handle('w', handle);
    if (how == 1)
        return -1;
    ssize_t done = NEXT(write, ssize_t(*)(int, const void *, size_t))(handle, data, how == 2 ? (size + 1) / 2 : size);
    if (how == 2 && armed_error == 0)
        kill(getpid(), SIGKILL);
    if (done > 0 && log_handle >= 0)
        keep_handle('w', handle, (int64_t)lseek(handle, 0, SEEK_CUR) - done, data, done);
    return done;
}

#define PWRITE(name, offset)                                                                                       \
    ssize_t name(int handle, const void *data, size_t size, offset at)                                             \
    {                                                                                                              \
        int how = strikes_handle('w', handle);                                                                     \
        if (how == 1)                                                                                              \
            return -1;                                                                                             \
        size_t some = how == 2 ? (size + 1) / 2 : size;                                                            \
        ssize_t done = NEXT(name, ssize_t(*)(int, const void *, size_t, offset))(handle, data, some, at);          \
        if (how == 2 && armed_error == 0)                                                                          \
            kill(getpid(), SIGKILL);                                                                               \
        if (done > 0)                                                                                              \
            keep_handle('w', handle, (int64_t)at, data, done);                                                     \
        return done;                                                                                               \
    }
PWRITE(pwrite, off_t)
PWRITE(pwrite64, off64_t)

ssize_t read(int handle, void *data, size_t size)
{
    return strikes_handle('R', handle) ? -1 : NEXT(read, ssize_t(*)(int, void *, size_t))(handle, data, size);
}

ssize_t pread(int handle, void *data, size_t size, off_t at)
{
    return strikes_handle('R', handle) ? -1 : NEXT(pread, ssize_t(*)(int, void *, size_t, off_t))(handle, data, size, at);
}

ssize_t pread64(int handle, void *data, size_t size, off64_t at)
{
    return strikes_handle('R', handle) ? -1 : NEXT(pread64, ssize_t(*)(int, void *, size_t, off64_t))(handle, data, size, at);
}

/* Copies inside the system show no bytes: whoever asks for one there is sent back to read and write. */
#define COPY(name, offset)                                                                      \
    ssize_t name(int to, int from, offset *at, size_t size)                                     \
    {                                                                                           \
        char path[4096];                                                                        \
        if (named(to, path, sizeof path)) {                                                     \
            errno = EINVAL;                                                                     \
            return -1;                                                                          \
        }                                                                                       \
        return NEXT(name, ssize_t(*)(int, int, offset *, size_t))(to, from, at, size);          \
    }
COPY(sendfile, off_t)
COPY(sendfile64, off64_t)

#define SYNC(name)                                                                              \
    int name(int handle)                                                                        \
    {                                                                                           \
        if (strikes_handle('s', handle))                                                        \
            return -1;                                                                          \
        int done = getenv("FAULTS_QUICK") ? 0 : NEXT(name, int (*)(int))(handle);               \
        if (done == 0)                                                                          \
            keep_handle('s', handle, 0, NULL, 0);                                               \
        return done;                                                                            \
    }
SYNC(fsync)
SYNC(fdatasync)

#define CUT(name, offset)                                                                       \
    int name(int handle, offset size)                                                           \
    {                                                                                           \
        if (strikes_handle('t', handle))                                                        \
            return -1;                                                                          \
        int done = NEXT(name, int (*)(int, offset))(handle, size);                              \
        if (done == 0)                                                                          \
            keep_handle('t', handle, (int64_t)size, NULL, 0);                                   \
        return done;                                                                            \
    }
CUT(ftruncate, off_t)
CUT(ftruncate64, off64_t)

int rename(const char *from, const char *to)
{
    if (strikes('r', from))
        return -1;
    int done = NEXT(rename, int (*)(const char *, const char *))(from, to);
    if (done == 0)
        keep_path('r', from, to);
    return done;
}

int unlink(const char *path)
{
    if (strikes('u', path))
        return -1;
    int done = NEXT(unlink, int (*)(const char *))(path);
    if (done == 0)
        keep_path('u', path, NULL);
    return done;
}

int unlinkat(int folder, const char *name, int flags)
{
    char path[4096 + 256];
    if (name[0] == '/')
        snprintf(path, sizeof path, "%s", name);
    else if (folder != AT_FDCWD && named(folder, path, 4096)) {
        strcat(path, "/");
        strncat(path, name, 255);
    } else
        path[0] = '\0';
    if (strikes('u', path))
        return -1;
    int done = NEXT(unlinkat, int (*)(int, const char *, int))(folder, name, flags);
    if (done == 0)
        keep_path('u', path, NULL);
    return done;
}

int rmdir(const char *path)
{
    if (strikes('u', path))
        return -1;
    int done = NEXT(rmdir, int (*)(const char *))(path);
    if (done == 0)
        keep_path('u', path, NULL);
    return done;
}

int mkdir(const char *path, mode_t mode)
{
    if (strikes('m', path))
        return -1;
    int done = NEXT(mkdir, int (*)(const char *, mode_t))(path, mode);
    if (done == 0)
        keep_path('m', path, NULL);
    return done;
}

#define OPEN(name)                                                              \
    int name(const char *path, int flags, ...)                                  \
    {                                                                           \
        mode_t mode = 0;                                                        \
        int fresh = 0;                                                          \
        if (flags & O_CREAT) {                                                  \
            va_list rest;                                                       \
            va_start(rest, flags);                                              \
            mode = va_arg(rest, mode_t);                                        \
            va_end(rest);                                                       \
            if (strikes('o', path))                                             \
                return -1;                                                      \
            fresh = log_handle >= 0 && access(path, F_OK) != 0;                 \
        }                                                                       \
        int done = NEXT(name, int (*)(const char *, int, ...))(path, flags, mode); \
        if (done >= 0 && fresh)                                                 \
            keep_path('o', path, NULL);                                         \
        if (done >= 0 && (flags & O_TRUNC))                                     \
            keep_handle('t', done, 0, NULL, 0);                                 \
        return done;                                                            \
    }
OPEN(open)
OPEN(open64)
