/* Let the n-th change to files under one folder fail, or kill the process just before it.
 *
 * Loaded with LD_PRELOAD. FAULTS_UNDER names the folder; fault_arm(n, error, sticky) starts the count: the n-th call
 * that writes, syncs, cuts, renames, removes or makes something there returns error, and with sticky all later ones
 * too; error 0 raises SIGKILL instead. fault_count() tells how many there were.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <unistd.h>

static long armed_at = 0, seen = 0;
static int armed_error = 0, armed_sticky = 0;

void fault_arm(long at, int error, int sticky)
{
    armed_at = at;
    armed_error = error;
    armed_sticky = sticky;
    seen = 0;
}

long fault_count(void) { return seen; }

static int strikes(const char *path)
{
    const char *folder = getenv("FAULTS_UNDER");
    if (armed_at == 0 || folder == NULL || path == NULL || strncmp(path, folder, strlen(folder)) != 0)
        return 0;
    seen++;
    if (seen != armed_at && !(armed_sticky && seen > armed_at))
        return 0;
    if (armed_error == 0)
        kill(getpid(), SIGKILL);
    errno = armed_error;
    return 1;
}

static int strikes_handle(int handle)
{
    char link[64], path[4096];
    ssize_t length;
    if (armed_at == 0)
        return 0;
    snprintf(link, sizeof link, "/proc/self/fd/%d", handle);
    length = readlink(link, path, sizeof path - 1);
    if (length < 0)
        return 0;
    path[length] = '\0';
    return strikes(path);
}

#define NEXT(name, type) ((type)dlsym(RTLD_NEXT, #name))

ssize_t write(int handle, const void *data, size_t size)
{
    return strikes_handle(handle) ? -1 : NEXT(write, ssize_t(*)(int, const void *, size_t))(handle, data, size);
}

ssize_t pwrite(int handle, const void *data, size_t size, off_t at)
{
    return strikes_handle(handle) ? -1 : NEXT(pwrite, ssize_t(*)(int, const void *, size_t, off_t))(handle, data, size, at);
}

ssize_t pwrite64(int handle, const void *data, size_t size, off64_t at)
{
    return strikes_handle(handle) ? -1 : NEXT(pwrite64, ssize_t(*)(int, const void *, size_t, off64_t))(handle, data, size, at);
}

int fsync(int handle) { return strikes_handle(handle) ? -1 : NEXT(fsync, int (*)(int))(handle); }

int fdatasync(int handle) { return strikes_handle(handle) ? -1 : NEXT(fdatasync, int (*)(int))(handle); }

int ftruncate(int handle, off_t size)
{
    return strikes_handle(handle) ? -1 : NEXT(ftruncate, int (*)(int, off_t))(handle, size);
}

int ftruncate64(int handle, off64_t size)
{
    return strikes_handle(handle) ? -1 : NEXT(ftruncate64, int (*)(int, off64_t))(handle, size);
}

int rename(const char *from, const char *to)
{
    return strikes(from) ? -1 : NEXT(rename, int (*)(const char *, const char *))(from, to);
}

int unlink(const char *path) { return strikes(path) ? -1 : NEXT(unlink, int (*)(const char *))(path); }

int mkdir(const char *path, mode_t mode)
{
    return strikes(path) ? -1 : NEXT(mkdir, int (*)(const char *, mode_t))(path, mode);
}

#define OPEN(name)                                                              \
    int name(const char *path, int flags, ...)                                  \
    {                                                                           \
        mode_t mode = 0;                                                        \
        if (flags & O_CREAT) {                                                  \
            va_list rest;                                                       \
            va_start(rest, flags);                                              \
            mode = va_arg(rest, mode_t);                                        \
            va_end(rest);                                                       \
            if (strikes(path))                                                  \
                return -1;                                                      \
        }                                                                       \
        return NEXT(name, int (*)(const char *, int, ...))(path, flags, mode);  \
    }
OPEN(open)
OPEN(open64)
