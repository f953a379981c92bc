using Cortensor.Bench.Common;

namespace Cortensor.Bench.Router;

/// <summary>nginx as people put it before a model server: streaming, nothing buffered, connections kept.</summary>
internal static class NginxProxy
{
    public static async Task<ChildServer> StartAsync(
        string folder,
        int port,
        int upstream,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        string config = Path.Combine(folder, "nginx.conf");
        await File.WriteAllTextAsync(
            config,
            $$"""
            daemon off;
            worker_processes auto;
            pid {{folder}}/nginx.pid;
            error_log {{folder}}/error.log warn;
            events { worker_connections 1024; }
            http {
              access_log off;
              client_body_temp_path {{folder}}/body;
              proxy_temp_path {{folder}}/proxy;
              fastcgi_temp_path {{folder}}/fastcgi;
              uwsgi_temp_path {{folder}}/uwsgi;
              scgi_temp_path {{folder}}/scgi;
              upstream model { server 127.0.0.1:{{upstream}}; keepalive 64; }
              server {
                listen 127.0.0.1:{{port}};
                location / {
                  proxy_pass http://model;
                  proxy_http_version 1.1;
                  proxy_set_header Connection "";
                  proxy_buffering off;
                }
              }
            }
            """,
            cancellationToken
        );
        return await ChildServer.StartAsync("nginx", ["-c", config, "-p", folder], port, time, cancellationToken);
    }
}
